-- How accounts have set up models. Calls of a model follow the enabled configuration of it that was
-- made last.

create table model_config (
  id              uuid        primary key, -- UUIDv7
  account_id      uuid        not null references account,
  provider        text        not null,
  model_id        text        not null, -- owner/alias; of the catalogue, or once of it
  provider_key_id uuid,                 -- by which key of the account's own; it may be deleted by now
  is_enabled      boolean     not null,
  is_default      boolean     not null, -- calls follow it that name its provider only
  settings        jsonb       not null,
  created_at      timestamptz not null,
  updated_at      timestamptz not null,
  constraint model_config_unique unique nulls not distinct (account_id, model_id, provider_key_id),
  constraint model_config_provider_bounded check (length(provider) between 1 and 64),
  constraint model_config_model_bounded check (length(model_id) between 1 and 200),
  constraint model_config_settings_bounded check (
    jsonb_typeof(settings) = 'object' and octet_length(settings::text) <= 32768)
);
create unique index model_config_default on model_config (account_id, provider) where is_default;
