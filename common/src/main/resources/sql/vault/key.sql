-- vault/key.sql: a provider key of an account. $1 account, $2 key
select id, account_id, only_for_key, name, provider, preview, is_active, is_default, base_url, models,
       audience, description, settings, master_key, wrapped_key, ciphertext, created_at, updated_at,
       tested_at, tested_valid
  from provider_key
 where account_id = $1 and id = $2
