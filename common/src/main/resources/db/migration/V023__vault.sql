-- What accounts keep with us sealed: keys of their own for providers, and other secrets. A secret lies
-- under a key of its own (ciphertext), and that key under a master key from the settings (wrapped_key,
-- master_key names it); both are bound to the account and the row's id, so that a copied row cannot be
-- opened. In no column is a secret in clear.

create table provider_key (
  id           uuid        primary key, -- UUIDv7
  account_id   uuid        not null references account,
  only_for_key uuid        references api_key, -- the one API key that may use it; null: all of the account
  name         text        not null,
  provider     text        not null,
  preview      text        not null, -- its last characters; empty where they would give it away
  is_active    boolean     not null,
  is_default   boolean     not null, -- calls use it that name no other
  base_url     text,                 -- where the provider is; null: where the catalogue's routes say
  models       text[]      not null default '{}', -- what the server at base_url says it has
  audience     text        not null default 'all',
  description  text,
  settings     text        not null default '{}', -- JSON, as its owner wrote it
  master_key   text        not null,
  wrapped_key  bytea       not null,
  ciphertext   bytea       not null,
  created_at   timestamptz not null,
  updated_at   timestamptz not null, -- changes by its owner; never tests or another master key
  tested_at    timestamptz,
  tested_valid boolean,
  constraint provider_key_name_unique unique (account_id, name),
  constraint provider_key_name_bounded check (length(name) between 1 and 100),
  constraint provider_key_provider_shape check (provider ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(provider) <= 40),
  constraint provider_key_preview_short check (length(preview) in (0, 4)),
  constraint provider_key_base_url_bounded check (length(base_url) between 1 and 2048),
  constraint provider_key_compatible_has_address check (provider <> 'openai-compatible' or base_url is not null),
  constraint provider_key_models_bounded check (
    cardinality(models) <= 1000 and array_position(models, null) is null
    and length(array_to_string(models, '')) <= 200000),
  constraint provider_key_audience_known check (audience in ('all', 'agents', 'tools', 'sandboxes')),
  constraint provider_key_description_bounded check (length(description) between 1 and 500),
  constraint provider_key_settings_bounded check (settings is json object and length(settings) <= 8192),
  constraint provider_key_sealed check (
    length(master_key) between 1 and 64 and length(wrapped_key) = 60
    and length(ciphertext) between 29 and 40000),
  constraint provider_key_test_whole check ((tested_at is null) = (tested_valid is null))
);
-- At most one default of a provider, for all API keys and for each of them.
create unique index provider_key_one_default on provider_key (account_id, provider, only_for_key)
  nulls not distinct where is_default;

create table secret (
  id           uuid        primary key, -- UUIDv7
  account_id   uuid        not null references account,
  only_for_key uuid        references api_key,
  name         text        not null,
  kind         text        not null,
  audience     text        not null,
  description  text,
  master_key   text        not null,
  wrapped_key  bytea       not null,
  ciphertext   bytea       not null,
  created_at   timestamptz not null,
  updated_at   timestamptz not null,
  constraint secret_name_unique unique nulls not distinct (account_id, name, only_for_key),
  constraint secret_name_shape check (name ~ '^[A-Z0-9_]{1,100}$'),
  constraint secret_kind_known check (kind in ('tool', 'custom')),
  constraint secret_audience_known check (audience in ('all', 'agents', 'tools', 'sandboxes')),
  constraint secret_description_bounded check (length(description) between 1 and 500),
  constraint secret_sealed check (
    length(master_key) between 1 and 64 and length(wrapped_key) = 60
    and length(ciphertext) between 29 and 40000)
);
