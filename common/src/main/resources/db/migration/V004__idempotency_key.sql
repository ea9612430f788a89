-- Under which names requests were submitted, so that a repetition finds the first. A day's names are
-- dropped together with their partition, once the last of them has been kept long enough.
create table idempotency_key (
  day        date        not null, -- of created_at, in UTC
  account_id uuid        not null,
  key_hash   bytea       not null, -- SHA-256; callers put all kinds of things into keys
  body_hash  bytea       not null, -- SHA-256 of the model's name and the body
  request_id uuid        not null,
  created_at timestamptz not null,
  primary key (account_id, key_hash, day),
  constraint idempotency_key_hashes check (length(key_hash) = 32 and length(body_hash) = 32),
  constraint idempotency_key_day check (day = (created_at at time zone 'UTC')::date)
) partition by range (day);

-- Makes the partitions from `since` to `until`, and drops those whose last day is before `since`.
-- Returns how many were made and dropped. A short wait for locks: submits queue up behind it.
create function turn_idempotency_keys(since date, until date) returns integer
  language plpgsql set lock_timeout = '2s' as $$
declare
  this date := since;
  turned integer := 0;
  part text;
begin
  while this <= until loop
    part := 'idempotency_key_' || to_char(this, 'YYYYMMDD');
    if to_regclass(part) is null then
      execute format('create table %I partition of idempotency_key for values from (%L) to (%L)',
        part, this, this + 1);
      turned := turned + 1;
    end if;
    this := this + 1;
  end loop;
  for part in
    select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
     where i.inhparent = 'idempotency_key'::regclass
       and c.relname < 'idempotency_key_' || to_char(since, 'YYYYMMDD')
     order by c.relname
  loop
    execute format('drop table %I', part);
    turned := turned + 1;
  end loop;
  return turned;
end $$;
-- A day back for clocks that differ, two weeks ahead for a platform whose workers rest.
select turn_idempotency_keys((now() at time zone 'UTC')::date - 1, (now() at time zone 'UTC')::date + 14);
