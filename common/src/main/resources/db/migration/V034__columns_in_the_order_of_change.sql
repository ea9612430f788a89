-- The columns of a request in the order in which they change: what is written once comes first, what a
-- claim writes behind it, and what an end writes last. PostgreSQL logs of an update only what lies
-- between the first and the last byte that changed, so each transition logs a third less. Nothing else
-- is different; even constraints keep their names. The table is written anew, which takes as long as it
-- is large; submits wait meanwhile.

alter table request rename to request_before;

create table request (
  id                  uuid        constraint request_id_not_null not null,
  account_id          uuid        constraint request_account_id_not_null not null,
  key_id              uuid,
  held                bigint      constraint request_held_not_null not null,
  created_at          timestamptz constraint request_created_at_not_null not null,
  dispatch_offset     bigint,
  dispatch_partition  integer,
  files_seconds       integer,
  stored              boolean     constraint request_stored_not_null not null default true,
  public              boolean     constraint request_public_not_null not null default false,
  synchronous         boolean     constraint request_synchronous_not_null not null default false,
  model               text        constraint request_model_not_null not null,
  lane                text        constraint request_lane_not_null not null,
  rate_card           text        constraint request_rate_card_not_null not null,
  payer               text        constraint request_payer_not_null not null default 'platform',
  correlation_id      text        constraint request_correlation_id_not_null not null,
  metadata            jsonb,
  start_by            timestamptz,
  finish_by           timestamptz,
  webhook_url         text,
  webhook_events      text[],
  retry_of            uuid,
  provider_key_id     uuid,
  model_config_id     uuid,
  started_at          timestamptz,
  attempt_started_at  timestamptz,
  attempt             integer     constraint request_attempt_not_null not null default 0,
  deferrals           integer     constraint request_deferrals_not_null not null default 0,
  charged             bigint      constraint request_charged_not_null not null default 0,
  finished_at         timestamptz,
  provider_millis     bigint,
  not_before          timestamptz,
  cancel_asked_at     timestamptz,
  payloads_purged_at  timestamptz,
  sequence            integer     constraint request_sequence_not_null not null default 0,
  status              text        constraint request_status_not_null not null,
  worker_id           uuid,
  settled_by          uuid,
  route               text,
  usage               jsonb,
  end_reason          text,
  fault_code          text,
  fault_message       text,
  fault_details       text,
  constraint request_status_known check (status in ('IN_QUEUE', 'IN_PROGRESS', 'COMPLETED', 'FAILED', 'CANCELLED')),
  constraint request_lane_known check (lane in ('normal', 'low')),
  constraint request_worker_matches check ((status = 'IN_PROGRESS') = (worker_id is not null)),
  constraint request_end_matches check ((status in ('COMPLETED', 'FAILED', 'CANCELLED')) = (finished_at is not null)),
  constraint request_fault_matches check (status not in ('FAILED') or fault_code is not null),
  constraint request_charge_within_hold check (charged between 0 and held),
  constraint request_only_completed_pays check (charged = 0 or status = 'COMPLETED'),
  constraint request_counts check (attempt >= 0 and deferrals between 0 and attempt and sequence >= 0),
  constraint request_webhook_matches check ((webhook_url is null) = (webhook_events is null)),
  constraint request_webhook_events_known check (webhook_events <@ array['start', 'completed']),
  constraint request_dispatch_matches check (
    (dispatch_partition is null) = synchronous and (dispatch_offset is null) = synchronous),
  constraint request_synchronous_has_ended check (not synchronous or finished_at is not null),
  constraint request_end_reason_bounded check (end_reason ~ '^[a-z_]{1,40}$'),
  constraint request_files_seconds_positive check (files_seconds > 0),
  constraint request_payer_known check (payer in ('platform', 'account', 'nobody')),
  constraint request_own_key_pays check ((provider_key_id is not null) = (payer = 'account')),
  constraint request_costs_by_platform_only check (payer = 'platform' or held = 0)
) with (fillfactor = 50);

insert into request (
  id, account_id, key_id, held, created_at, dispatch_offset, dispatch_partition, files_seconds, stored,
  public, synchronous, model, lane, rate_card, payer, correlation_id, metadata, start_by, finish_by,
  webhook_url, webhook_events, retry_of, provider_key_id, model_config_id, started_at,
  attempt_started_at, attempt, deferrals, charged, finished_at, provider_millis, not_before,
  cancel_asked_at, payloads_purged_at, sequence, status, worker_id, settled_by, route, usage,
  end_reason, fault_code, fault_message, fault_details)
select
  id, account_id, key_id, held, created_at, dispatch_offset, dispatch_partition, files_seconds, stored,
  public, synchronous, model, lane, rate_card, payer, correlation_id, metadata, start_by, finish_by,
  webhook_url, webhook_events, retry_of, provider_key_id, model_config_id, started_at,
  attempt_started_at, attempt, deferrals, charged, finished_at, provider_millis, not_before,
  cancel_asked_at, payloads_purged_at, sequence, status, worker_id, settled_by, route, usage,
  end_reason, fault_code, fault_message, fault_details
  from request_before
 order by id;
drop table request_before;

alter table request add constraint request_pkey primary key (id);
alter table request
  add constraint request_queued_is_wanted check (status <> 'IN_QUEUE' or cancel_asked_at is null) not valid;
create index request_by_account on request (account_id, id);
create index request_by_dispatch on request (lane, dispatch_partition, dispatch_offset);
create index request_by_label on request using gin (request_labels(account_id, metadata))
  where metadata is not null;
create index request_by_model_config on request (model_config_id, id) where model_config_id is not null;
create index request_by_provider_key on request (provider_key_id, id) where provider_key_id is not null;

create trigger request_has_an_account after insert on request
  referencing new table as added for each statement execute function refuse_unknown_accounts();
create trigger request_keeps_its_account after update of account_id on request
  for each row when (old.account_id is distinct from new.account_id) execute function refuse_with(
    'a request stays with the account that submitted it');
create trigger request_discards_input after update on request
  for each row when (not new.stored and new.finished_at is not null)
  execute function discard_input();
