-- Requests, their payloads, their failed attempts, and the workers that run them.

-- One row a worker process; its heartbeat is all that says it lives.
create table worker (
  id           uuid        primary key,
  host         text        not null,
  started_at   timestamptz not null,
  heartbeat_at timestamptz not null
) with (fillfactor = 50);

-- The truth about a request. No index stands on a column that changes with the status, so every
-- transition is a HOT update and costs the same at any depth of the queue.
create table request (
  id                 uuid        primary key, -- UUIDv7
  account_id         uuid        not null references account,
  model              text        not null,
  lane               text        not null,
  status             text        not null,
  sequence           integer     not null default 0, -- counts the transitions; each announcement carries it
  attempt            integer     not null default 0, -- counts the claims; results of an older attempt change nothing
  deferrals          integer     not null default 0, -- attempts that the provider put off for want of room
  worker_id          uuid,
  not_before         timestamptz,                    -- a retry waits until then
  dispatch_partition integer     not null,
  dispatch_offset    bigint      not null,
  held               bigint      not null,           -- set aside at admission, in nano-dollars
  charged            bigint      not null default 0,
  rate_card          text        not null,           -- the version that priced it
  route              text,                           -- the way its latest attempt went
  created_at         timestamptz not null,
  started_at         timestamptz,                    -- first claim
  attempt_started_at timestamptz,                    -- latest claim
  finished_at        timestamptz,
  provider_millis    bigint,
  cancel_asked_at    timestamptz,
  fault_code         text,
  fault_message      text,
  fault_details      text,                           -- validation errors, as JSON
  correlation_id     text        not null,
  metadata           jsonb,
  constraint request_status_known check (status in ('IN_QUEUE', 'IN_PROGRESS', 'COMPLETED', 'FAILED', 'CANCELLED')),
  constraint request_lane_known check (lane in ('normal', 'low')),
  constraint request_worker_matches check ((status = 'IN_PROGRESS') = (worker_id is not null)),
  constraint request_end_matches check ((status in ('COMPLETED', 'FAILED', 'CANCELLED')) = (finished_at is not null)),
  constraint request_fault_matches check (status not in ('FAILED') or fault_code is not null),
  constraint request_charge_within_hold check (charged between 0 and held),
  constraint request_only_completed_pays check (charged = 0 or status = 'COMPLETED'),
  constraint request_counts check (attempt >= 0 and deferrals between 0 and attempt and sequence >= 0)
) with (fillfactor = 70);
create index request_by_account on request (account_id, id);
-- For the safety net that walks the offsets which the workers have passed.
create index request_by_dispatch on request (lane, dispatch_partition, dispatch_offset);

-- What went in and what came out: written once, never changed, dropped a partition at a time. A
-- UUIDv7 begins with its time, so ranges of ids are ranges of time.
create table request_payload (
  request_id uuid not null,
  kind       text not null,
  body       text not null,
  primary key (request_id, kind),
  constraint request_payload_kind_known check (kind in ('input', 'output'))
) partition by range (request_id);

-- The smallest UUIDv7 of an instant.
create function first_request_id(at timestamptz) returns uuid language sql immutable strict as $$
  select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid
$$;

-- Makes the weekly partitions that hold requests submitted from `since` until `until`; those that
-- stand already stay.
-- A short wait for the lock: submits queue up behind it.
create function make_payload_partitions(since timestamptz, until timestamptz) returns integer
  language plpgsql set lock_timeout = '2s' as $$
declare
  week timestamp := date_trunc('week', since at time zone 'UTC');
  made integer := 0;
  part text;
begin
  while week < until at time zone 'UTC' loop
    part := 'request_payload_' || to_char(week, 'IYYY"w"IW');
    if to_regclass(part) is null then
      execute format('create table %I partition of request_payload for values from (%L) to (%L)',
        part, first_request_id(week at time zone 'UTC'), first_request_id((week + interval '7 days') at time zone 'UTC'));
      made := made + 1;
    end if;
    week := week + interval '7 days';
  end loop;
  return made;
end $$;
-- A day back for clocks that differ, eight weeks ahead for a platform that nobody restarts.
select make_payload_partitions(now() - interval '1 day', now() + interval '56 days');

-- An attempt that did not complete. The one that did is the request row itself.
create table request_attempt (
  request_id    uuid        not null,
  number        integer     not null,
  worker_id     uuid        not null,
  route         text,
  started_at    timestamptz not null,
  finished_at   timestamptz not null,
  fault_code    text        not null,
  fault_message text        not null,
  primary key (request_id, number)
);

-- Bytes in S3 that belong to somebody.
create table file (
  id           uuid        primary key,
  account_id   uuid        not null references account,
  request_id   uuid,
  object_key   text        not null unique,
  name         text        not null,
  content_type text        not null,
  size         bigint      not null,
  source       text        not null,
  created_at   timestamptz not null,
  constraint file_size_not_negative check (size >= 0),
  constraint file_source_known check (source in ('upload', 'output'))
);
create index file_by_request on file (request_id);
create index file_by_account on file (account_id, id);

-- How far the safety net has walked behind the workers' group, partition by partition.
create table dispatch_walk (
  lane      text    not null,
  partition integer not null,
  walked    bigint  not null,
  primary key (lane, partition),
  constraint dispatch_walk_not_negative check (walked >= 0)
);
