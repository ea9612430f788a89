-- Secrets that all api processes share and nobody sets: made once, by whoever comes first.

create table shared_secret (
  name       text        primary key,
  value      bytea       not null,
  created_at timestamptz not null default now(),
  constraint shared_secret_long_enough check (octet_length(value) >= 32)
);
