-- vault/delete_secret.sql: $1 account, $2 name, $3 only for
delete from secret
 where account_id = $1 and name = $2 and only_for_key is not distinct from $3::uuid
