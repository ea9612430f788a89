-- What a key may do, how it stands, and when it was last used. Keys that are there already may do
-- everything, as before.

alter table api_key
  add column scopes              text[]      not null default '{*}',
  add column allowed_models      text[]      not null default '{}', -- patterns; none: all models of the account
  add column allowed_ips         text[]      not null default '{}', -- ranges in CIDR form; none: from anywhere
  add column requests_per_minute bigint,
  add column requests_per_hour   bigint,
  add column requests_per_day    bigint,
  add column tokens_per_minute   bigint,
  add column requests_at_once    integer,
  add column project_id          text,                               -- the owner's own word for what it is for
  add column updated_at          timestamptz not null default now(), -- changes of its terms; never its use
  add column last_used_at        timestamptz,                        -- to the minute
  add column replaced_by         uuid references api_key,            -- the key that it was rotated to
  add constraint api_key_scopes_bounded check (
    cardinality(scopes) between 1 and 64 and array_position(scopes, null) is null
    and length(array_to_string(scopes, ' ')) <= 4000),
  add constraint api_key_models_bounded check (
    cardinality(allowed_models) <= 100 and array_position(allowed_models, null) is null
    and length(array_to_string(allowed_models, ' ')) <= 21000),
  add constraint api_key_ips_bounded check (
    cardinality(allowed_ips) <= 100 and array_position(allowed_ips, null) is null
    and length(array_to_string(allowed_ips, ' ')) <= 6000),
  add constraint api_key_limits_positive check (
    least(requests_per_minute, requests_per_hour, requests_per_day, tokens_per_minute, requests_at_once) > 0),
  add constraint api_key_project_bounded check (length(project_id) between 1 and 200),
  add constraint api_key_not_its_own_successor check (replaced_by <> id);
-- Its last use is written each minute: leave room for HOT updates.
alter table api_key set (fillfactor = 70);
