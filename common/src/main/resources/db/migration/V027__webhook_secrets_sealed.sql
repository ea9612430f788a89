-- Webhook secrets lie under the master key as provider keys do, where there is one. Those that were
-- there before are sealed when they sign the next time.

alter table webhook_secret drop constraint webhook_secret_pkey;
alter table webhook_secret
  alter column secret drop not null, -- null: it is sealed
  add column id          uuid not null default gen_random_uuid(), -- to which it is bound
  add column master_key  text,
  add column wrapped_key bytea,
  add column ciphertext  bytea;
alter table webhook_secret
  alter column id drop default,
  add primary key (id),
  add constraint webhook_secret_once unique (account_id, secret),
  add constraint webhook_secret_plain_or_sealed check (
    num_nonnulls(secret, ciphertext) = 1 and num_nonnulls(master_key, wrapped_key, ciphertext) in (0, 3)),
  add constraint webhook_secret_sealed check (
    length(master_key) between 1 and 64 and length(wrapped_key) = 60 and length(ciphertext) between 29 and 1000);
create index webhook_secret_by_account on webhook_secret (account_id);
