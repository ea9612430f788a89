-- configuration/update.sql: changes a model configuration. No row when it is not as it was read.
-- $1 account, $2 configuration, $3 when it was last changed, $4 provider key, $5 enabled, $6 settings,
-- $7 now
update model_config
   set provider_key_id = $4, is_enabled = $5, settings = $6::text::jsonb, updated_at = $7
 where account_id = $1 and id = $2 and updated_at = $3
