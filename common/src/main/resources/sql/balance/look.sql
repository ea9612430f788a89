-- balance/look.sql: find the alerts whose account has crossed their threshold, either way. Downward one
-- notice is written; upward the alert is armed again. An alert's row is locked while it turns, and one
-- that another worker turns at this moment is left to it: so one crossing makes one notice. The account
-- is only read; admissions and settlements wait for nothing here.
-- $1 now, $2 how many at the most
with crossed as (
  select b.account_id, b.armed, b.threshold, a.balance, a.held
    from balance_alert b
    join account a on a.id = b.account_id
   where b.armed = (a.balance < b.threshold)
   limit $2
     for no key update of b skip locked
), turned as (
  update balance_alert b
     set armed = not c.armed
    from crossed c
   where b.account_id = c.account_id
), told as (
  insert into balance_notice (id, account_id, at, balance, held, threshold, status, due_at, updated_at)
  select gen_random_uuid(), account_id, $1, balance, held, threshold, 'pending', $1, $1
    from crossed
   where armed
)
select count(*)::integer as crossed from crossed
