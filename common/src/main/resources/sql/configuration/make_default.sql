-- configuration/make_default.sql: makes a configuration the default of its provider.
-- $1 account, $2 configuration, $3 now
update model_config
   set is_default = true, updated_at = case when is_default then updated_at else $3 end
 where account_id = $1 and id = $2
returning id, account_id, provider, model_id, provider_key_id, is_enabled, is_default,
  settings::text as settings, created_at, updated_at
