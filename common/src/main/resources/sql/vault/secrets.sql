-- vault/secrets.sql: the secrets of an account that are no provider keys. $1 account
select id, account_id, only_for_key, name, kind, audience, description, master_key, wrapped_key,
       ciphertext, created_at, updated_at
  from secret
 where account_id = $1
 order by name, only_for_key nulls first
