-- Calling callers back: what is to be delivered, how that went, and what deliveries are signed with.

-- One delivery a request and event: the key is also what the receiver sees as its id, so a repeated
-- announcement cannot make a second one. Partitioned as payloads are, so that old ones are dropped a
-- week at a time.
create table webhook_delivery (
  request_id           uuid        not null,
  event                text        not null,
  account_id           uuid        not null,
  url                  text        not null,
  -- scheme, host and port: deliveries to one receiver wait in a line of their own
  receiver             text        not null generated always as (lower(substring(url from '^[^/?#]*//[^/?#]*'))) stored,
  status               text        not null,
  attempts             integer     not null default 0, -- those that have ended
  -- pending: when it may be tried; infinity: only once the request's start has been told.
  -- delivering: when another worker may take it, because this one must have died
  due_at               timestamptz,
  claimed_by           uuid,
  last_response_status integer,
  last_error           text,
  delivered_at         timestamptz,
  created_at           timestamptz not null,
  updated_at           timestamptz not null,
  primary key (request_id, event),
  constraint webhook_delivery_event_known check (event in ('start', 'completed')),
  constraint webhook_delivery_status_known check (status in ('pending', 'delivering', 'delivered', 'failed')),
  constraint webhook_delivery_due_matches check ((status in ('pending', 'delivering')) = (due_at is not null)),
  constraint webhook_delivery_claim_matches check ((status = 'delivering') = (claimed_by is not null)),
  constraint webhook_delivery_end_matches check ((status = 'delivered') = (delivered_at is not null)),
  constraint webhook_delivery_failure_said check (status <> 'failed' or last_error is not null),
  constraint webhook_delivery_only_ends_wait check (due_at <> 'infinity' or (event = 'completed' and status = 'pending')),
  constraint webhook_delivery_attempts_counted check (attempts >= 0)
) partition by range (request_id);
-- What is open, by line. Ends leave this index, so it stays as small as the work that is left.
create index webhook_delivery_open on webhook_delivery (account_id, receiver, due_at) where due_at is not null;
create index webhook_delivery_by_account on webhook_delivery (account_id, request_id);
create index webhook_delivery_by_claim on webhook_delivery (claimed_by) where claimed_by is not null;

-- For requests that are older than all partitions: rare, and deleted row by row.
create table webhook_delivery_default partition of webhook_delivery default;

create function make_webhook_partitions(since timestamptz, until timestamptz) returns integer
  language plpgsql set lock_timeout = '2s' as $$
declare
  week timestamp := date_trunc('week', since at time zone 'UTC');
  made integer := 0;
  part text;
begin
  while week < until at time zone 'UTC' loop
    part := 'webhook_delivery_' || to_char(week, 'IYYY"w"IW');
    if to_regclass(part) is null then
      execute format('create table %I partition of webhook_delivery for values from (%L) to (%L)',
        part, first_request_id(week at time zone 'UTC'), first_request_id((week + interval '7 days') at time zone 'UTC'));
      made := made + 1;
    end if;
    week := week + interval '7 days';
  end loop;
  return made;
end $$;

-- Drops the weeks that ended before `until`, and deletes what lies outside of all weeks.
create function drop_webhook_partitions(until timestamptz) returns integer
  language plpgsql set lock_timeout = '2s' as $$
declare
  dropped integer := 0;
  part text;
begin
  for part in
    select c.relname
      from pg_inherits i join pg_class c on c.oid = i.inhrelid
     where i.inhparent = 'webhook_delivery'::regclass and c.relname ~ '^webhook_delivery_[0-9]{4}w[0-9]{2}$'
       and to_date(right(c.relname, 7), 'IYYY"w"IW') + 7 <= (until at time zone 'UTC')::date
  loop
    execute format('drop table %I', part);
    dropped := dropped + 1;
  end loop;
  delete from webhook_delivery_default where updated_at < until;
  return dropped;
end $$;
select make_webhook_partitions(now() - interval '8 days', now() + interval '56 days');

-- What an account's deliveries are signed with: one secret in use, and earlier ones that sign too
-- until their receivers have had the time to learn the new one.
create table webhook_secret (
  account_id uuid        not null references account,
  secret     text        not null,
  created_at timestamptz not null,
  signs_until timestamptz, -- null: in use
  primary key (account_id, secret),
  constraint webhook_secret_shape check (secret ~ '^whsec_[A-Za-z0-9+/]{43}=$'),
  constraint webhook_secret_ends_after_it_began check (signs_until > created_at)
);
create unique index webhook_secret_one_in_use on webhook_secret (account_id) where signs_until is null;
