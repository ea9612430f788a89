-- balance/claim_notices.sql: take notices that are due, oldest first. A lease that has run out makes one
-- due again.
-- $1 now, $2 how many at the most, $3 until when the lease lasts, $4 who takes them
with due as (
  select id from balance_notice where due_at <= $1 order by due_at limit $2 for update skip locked
)
update balance_notice n
   set status = 'delivering', due_at = $3, claimed_by = $4, updated_at = $1
  from due, balance_alert b
 where n.id = due.id and b.account_id = n.account_id
returning n.id, n.account_id, n.at, n.balance, n.held, n.threshold, n.attempts, b.url
