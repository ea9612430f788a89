-- vault/keys.sql: the provider keys of an account. Those for one API key come first, so that whoever
-- takes the first default takes the nearer one. $1 account
select id, account_id, only_for_key, name, provider, preview, is_active, is_default, base_url, models,
       audience, description, settings, master_key, wrapped_key, ciphertext, created_at, updated_at,
       tested_at, tested_valid
  from provider_key
 where account_id = $1
 order by (only_for_key is null), created_at, id
