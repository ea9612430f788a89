-- What the history is found by, and how payloads go away.

alter table request
  add column settled_by uuid; -- the worker whose attempt ended it; none when it ended in the queue

-- A caller's labels as numbers, one a label, that name the account too: so the index below finds the
-- requests of one account that carry a label, however many other accounts use the same one.
create function request_labels(account uuid, metadata jsonb) returns bigint[]
  language sql immutable strict parallel safe as $$
  select coalesce(array_agg(hashtextextended(concat(account, ' ', length(key), key, value), 0)), '{}')
    from jsonb_each_text(metadata)
$$;
-- Requests without labels do not stand in it. Labels never change, so no transition writes it.
create index request_by_label on request using gin (request_labels(account_id, metadata))
  where metadata is not null;

-- The input of a request whose payloads are not stored: kept until it has ended, and not longer.
create table unstored_input (
  request_id uuid primary key,
  body       text not null
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

-- Whoever ends such a request, and however: its input goes with the same statement. Requests whose
-- payloads are stored never get as far as the function.
create function discard_input() returns trigger language plpgsql as $$
begin
  delete from unstored_input where request_id = new.id;
  return null;
end $$;
create trigger request_discards_input after update on request
  for each row when (not new.stored and new.finished_at is not null)
  execute function discard_input();

-- The output of such a request, for the short while in which it may be fetched. A ring of 24 parts
-- of five minutes each: two hours. A part is emptied as a whole, long before its turn comes again.
create table unstored_output (
  slot       smallint    not null,
  request_id uuid        not null,
  ended_at   timestamptz not null,
  body       text        not null,
  primary key (request_id, slot)
) partition by list (slot);

create function unstored_slot(at timestamptz) returns smallint
  language sql immutable strict parallel safe as $$
  select (extract(epoch from at)::bigint / 300 % 24)::smallint
$$;

do $$
begin
  for slot in 0 .. 23 loop
    execute format('create table %I partition of unstored_output for values in (%s)',
      'unstored_output_' || lpad(slot::text, 2, '0'), slot);
  end loop;
end $$;

-- Empties the parts whose outputs all ended before `expired`; answers how many. The part that
-- settlements write to now is left alone, so nobody waits for these locks but a late reader.
create function empty_unstored_output(expired timestamptz) returns integer
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
        execute format('truncate %s', part);
        emptied := emptied + 1;
      end if;
    end if;
  end loop;
  return emptied;
end $$;

-- Drops the oldest partition of payloads if all of its requests were submitted before `expired`, and
-- answers its name. Dropping locks the whole table for a moment: a short wait for that lock, because
-- submits queue up behind it; who does not get it tries again next time.
create function drop_payload_partition(expired timestamptz) returns text
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
    execute format('drop table %s', part);
  end if;
  return part;
end $$;
