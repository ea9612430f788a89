-- The spend caps of an account and of its keys: its own first, daily before total.
select id, account_id, key_id, period, amount, held, spent, spent_on
  from spend_cap
 where account_id = $1
 order by key_id nulls first, period
