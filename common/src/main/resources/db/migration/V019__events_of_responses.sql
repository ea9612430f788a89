-- What was said while a response was made in the background, for callers who follow it or come back.
-- Written once, never changed; it goes with the payloads of its request.
create table response_event (
  request_id uuid    not null,
  sequence   integer not null,
  name       text    not null,
  body       text    not null, -- JSON, as it is sent
  primary key (request_id, sequence),
  constraint response_event_counts check (sequence >= 0)
) partition by range (request_id);

-- As before, for the payloads and for what was said.
create or replace function make_payload_partitions(since timestamptz, until timestamptz) returns integer
  language plpgsql set lock_timeout = '2s' as $$
declare
  week timestamp := date_trunc('week', since at time zone 'UTC');
  made integer := 0;
  parent text;
  part text;
begin
  while week < until at time zone 'UTC' loop
    foreach parent in array array['request_payload', 'response_event'] loop
      part := parent || to_char(week, '"_"IYYY"w"IW');
      if to_regclass(part) is null then
        execute format('create table %I partition of %I for values from (%L) to (%L)', part, parent,
          first_request_id(week at time zone 'UTC'), first_request_id((week + interval '7 days') at time zone 'UTC'));
        made := made + 1;
      end if;
    end loop;
    week := week + interval '7 days';
  end loop;
  return made;
end $$;

-- As before, and drops what was said in the same weeks.
create or replace function drop_payload_partition(expired timestamptz) returns text
  language plpgsql set lock_timeout = '500ms' as $$
declare
  part text;
begin
  select c.oid::regclass::text into part
    from pg_inherits i
    join pg_class c on c.oid = i.inhrelid
   cross join lateral (
     select substring(pg_get_expr(c.relpartbound, c.oid) from $re$TO \('([0-9a-f-]{36})'\)$re$)::uuid as upper_bound
   ) b
   where i.inhparent = 'request_payload'::regclass
     and b.upper_bound <= first_request_id(expired)
   order by b.upper_bound
   limit 1;
  if part is not null then
    execute format('insert into doomed_object (object_key, due_at)
      select object_key, $1 from %s where object_key is not null on conflict do nothing', part) using expired;
    execute format('drop table %s', part);
    execute format('drop table if exists %s', replace(part, 'request_payload', 'response_event'));
  end if;
  return part;
end $$;

-- For every week that has payloads already.
do $$
declare
  part text;
  bounds text[];
begin
  for part, bounds in
    select c.relname, regexp_match(pg_get_expr(c.relpartbound, c.oid), $re$FROM \('([0-9a-f-]{36})'\) TO \('([0-9a-f-]{36})'\)$re$)
      from pg_inherits i
      join pg_class c on c.oid = i.inhrelid
     where i.inhparent = 'request_payload'::regclass
  loop
    execute format('create table %I partition of response_event for values from (%L) to (%L)',
      replace(part, 'request_payload', 'response_event'), bounds[1], bounds[2]);
  end loop;
end $$;
