-- account/change.sql: another name or plan for an account; null leaves it as it is. No row when there
-- is no such account. $1 account, $2 name, $3 plan
update account
   set name = coalesce($2, name), plan = coalesce($3, plan)
 where id = $1
returning id, name, plan, balance, held, created_at
