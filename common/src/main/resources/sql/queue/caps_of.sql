-- The spend caps that requests of these accounts and keys fall under. Where they are to be changed, the accounts
-- were locked by a statement before this one.
select id, account_id, key_id, period, amount, held, spent, spent_on
  from spend_cap
 where account_id = any($1) and (key_id is null or key_id = any($2))
 order by id
