-- account/find_account.sql: an account as it stands; no row when there is none. $1 account
select id, name, plan, balance, held, created_at from account where id = $1
