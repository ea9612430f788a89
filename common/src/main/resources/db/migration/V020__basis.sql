-- On what basis a request runs: who pays the provider, and which of the account's model
-- configurations it follows.

alter table request
  add column payer           text not null default 'platform', -- platform: our key, the account's credit; account: a key of its own; nobody: a test
  add column provider_key_id uuid,                             -- the account's own key; kept when that key is deleted
  add column model_config_id uuid,                             -- the configuration that it followed; likewise
  add constraint request_payer_known check (payer in ('platform', 'account', 'nobody')),
  add constraint request_own_key_pays check ((provider_key_id is not null) = (payer = 'account')),
  add constraint request_costs_by_platform_only check (payer = 'platform' or held = 0);
-- What went by a configuration, newest first. It never changes, so updates stay HOT.
create index request_by_model_config on request (model_config_id, id) where model_config_id is not null;
create index request_by_provider_key on request (provider_key_id, id) where provider_key_id is not null;
