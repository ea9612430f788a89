-- vault/update_secret.sql: another version of a secret. No row when it is not as it was read.
-- $1 id, $2 account, $3 when it was last changed, $4 kind, $5 audience, $6 description, $7 master key,
-- $8 wrapped key, $9 ciphertext, $10 now
update secret
   set kind = $4, audience = $5, description = $6, master_key = $7, wrapped_key = $8,
       ciphertext = $9, updated_at = $10
 where account_id = $2 and id = $1 and updated_at = $3
