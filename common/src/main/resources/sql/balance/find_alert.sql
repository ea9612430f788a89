-- balance/find_alert.sql: an account's alert with its latest notice, if there is one.
select b.threshold, b.url, b.armed, n.at, n.balance, n.status, n.attempts, n.due_at,
       n.last_response_status, n.last_error, n.delivered_at
  from balance_alert b
  left join lateral (
    select * from balance_notice where account_id = b.account_id order by at desc limit 1) n on true
 where b.account_id = $1
