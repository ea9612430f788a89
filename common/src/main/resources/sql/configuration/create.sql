-- configuration/create.sql: a new model configuration, unless its account has as many as it may. The
-- account is locked.
-- $1 id, $2 account, $3 provider, $4 model, $5 provider key, $6 enabled, $7 default, $8 settings,
-- $9 now, $10 most
insert into model_config (id, account_id, provider, model_id, provider_key_id, is_enabled, is_default,
                          settings, created_at, updated_at)
select $1, $2, $3, $4, $5, $6, $7, $8::text::jsonb, $9, $9
 where (select count(*) from model_config where account_id = $2) < $10
