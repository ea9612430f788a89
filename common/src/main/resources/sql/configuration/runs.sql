-- configuration/runs.sql: the requests that followed a configuration, newest first.
-- $1 account, $2 configuration, $3 most
select id, model, payer, provider_key_id, model_config_id, charged, usage::text as usage, provider_millis, created_at
  from request
 where model_config_id = $2 and account_id = $1
 order by id desc
 limit $3
