-- A tag of an account.
select id, name, created_at from tag where id = $1 and account_id = $2
