-- Payloads that lie in S3 go with their rows: whatever deletes such a row dooms its object.

-- Of the rows that name an object, and of no others: small payloads pay nothing for them.
create index request_payload_object on request_payload (object_key) where object_key is not null;
create index unstored_output_object on unstored_output (object_key) where object_key is not null;

create or replace function discard_input() returns trigger language plpgsql as $$
declare
  doomed text;
begin
  delete from unstored_input where request_id = new.id returning object_key into doomed;
  if doomed is not null then
    insert into doomed_object (object_key, due_at) values (doomed, new.finished_at) on conflict do nothing;
  end if;
  return null;
end $$;

-- As before, and dooms what lies in S3.
create or replace function empty_unstored_output(expired timestamptz) returns integer
  language plpgsql set lock_timeout = '500ms' as $$
declare
  emptied integer := 0;
  part regclass;
  newest timestamptz;
begin
  for part in
    select inhrelid from pg_inherits
     where inhparent = 'unstored_output'::regclass
       and inhrelid <> to_regclass('unstored_output_' || lpad(unstored_slot(now())::text, 2, '0'))
  loop
    execute format('select max(ended_at) from %s', part) into newest;
    if newest < expired then
      execute format('lock table %s in access exclusive mode', part);
      execute format('select max(ended_at) from %s', part) into newest;
      if newest < expired then
        execute format('insert into doomed_object (object_key, due_at)
          select object_key, $1 from %s where object_key is not null on conflict do nothing', part) using expired;
        execute format('truncate %s', part);
        emptied := emptied + 1;
      end if;
    end if;
  end loop;
  return emptied;
end $$;

-- As before, and dooms what lies in S3.
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
  end if;
  return part;
end $$;
