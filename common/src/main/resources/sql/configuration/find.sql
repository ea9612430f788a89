-- configuration/find.sql: a model configuration of an account. $1 account, $2 configuration
select id, account_id, provider, model_id, provider_key_id, is_enabled, is_default,
       settings::text as settings, created_at, updated_at
  from model_config
 where account_id = $1 and id = $2
