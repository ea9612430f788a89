-- Forgets files whose bytes are deleted.
delete from file where id = any($1) and account_id = $2
