-- vault/update_key.sql: another version of a provider key. No row when it is not as it was read. The
-- sealed columns come only with another secret: the stored one may lie under another master key by
-- now. $1 id, $2 account, $3 when it was last changed, $4 only for, $5 name, $6 preview, $7 active,
-- $8 default, $9 base url, $10 models, $11 audience, $12 description, $13 settings, $14 tested at,
-- $15 tested valid, $16 master key, $17 wrapped key, $18 ciphertext, $19 now
update provider_key
   set only_for_key = $4, name = $5, preview = $6, is_active = $7, is_default = $8, base_url = $9,
       models = $10, audience = $11, description = $12, settings = $13, tested_at = $14,
       tested_valid = $15, master_key = coalesce($16, master_key),
       wrapped_key = coalesce($17, wrapped_key), ciphertext = coalesce($18, ciphertext),
       updated_at = $19
 where account_id = $2 and id = $1 and updated_at = $3
