-- account/credit.sql: give an account money, once for each idempotency key.
-- Entry and balance change in one statement. A concurrent credit under the same key waits for the
-- first to commit and then writes nothing; so does one for an account that does not exist. The
-- caller asks afterwards which of the two it was.
-- $1 account, $2 at, $3 amount, $4 reason, $5 idempotency key or null
with entry as (
  insert into ledger_entry (account_id, at, kind, amount, reason, idempotency_key)
  select id, $2, 'credit', $3, $4, $5 from account where id = $1
  on conflict (account_id, idempotency_key) where idempotency_key is not null do nothing
  returning id, account_id, amount
), raised as (
  update account set balance = balance + entry.amount from entry where account.id = entry.account_id
)
select id from entry
