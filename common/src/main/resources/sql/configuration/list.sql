-- configuration/list.sql: the model configurations of an account, the one that was made last first.
-- $1 account
select id, account_id, provider, model_id, provider_key_id, is_enabled, is_default,
       settings::text as settings, created_at, updated_at
  from model_config
 where account_id = $1
 order by created_at desc, id desc
