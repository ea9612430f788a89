-- balance/put_alert.sql: set an account's alert. Another threshold is told of anew; the same one put
-- again changes nothing but the address, so that a repeated call is told of once.
-- $1 account, $2 threshold, $3 url, $4 now
insert into balance_alert as b (account_id, threshold, url, created_at, updated_at)
values ($1, $2, $3, $4, $4)
on conflict (account_id) do update
   set threshold = excluded.threshold, url = excluded.url, updated_at = excluded.updated_at,
       armed = b.armed or b.threshold <> excluded.threshold
