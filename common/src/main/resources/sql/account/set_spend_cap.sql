-- Sets a spend cap, under the lock of its account; no row when there is no such account or key.
-- $1 id of a new one, $2 account, $3 key or null, $4 period, $5 amount, $6 at
select id, account_id, key_id, period, amount, held, spent, spent_on
  from set_spend_cap($1, $2, $3, $4, $5, $6)
