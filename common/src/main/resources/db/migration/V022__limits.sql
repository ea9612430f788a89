-- How much was asked for lately. Nothing here outlives its window, so nothing is logged: after a crash
-- of the server the windows begin anew.

-- The counters of an account, or of one of its keys, as the library that counts writes them.
create unlogged table limit_bucket (
  key        text        primary key, -- kind, account, key, and what the limits are: others begin anew
  state      bytea       not null,
  expires_at timestamptz not null,    -- from then on it says nothing that a new one would not
  constraint limit_bucket_key_bounded check (length(key) <= 200)
) with (fillfactor = 50);
create index limit_bucket_by_expiry on limit_bucket (expires_at);

-- Calls that a node may have under way at the same time.
create unlogged table call_lease (
  subject text        not null, -- an account, or an account and one of its keys
  node_id uuid        not null,
  slots   integer     not null,
  seen_at timestamptz not null, -- when the node said last that it lives
  primary key (subject, node_id),
  constraint call_lease_not_negative check (slots >= 0)
) with (fillfactor = 50);
create index call_lease_by_node on call_lease (node_id);

-- Gives a node more slots, as many as there are of those that it wants; those of silent nodes are free.
-- One at a time for each subject: a function sees what was committed before the lock was its own.
create function take_call_slots(
  of_subject text, of_node uuid, wanted integer, most integer, alive_since timestamptz, at timestamptz,
  out granted integer, out taken integer) language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('call_lease/' || of_subject, 0));
  delete from call_lease where subject = of_subject and seen_at < alive_since and node_id <> of_node;
  select coalesce(sum(slots), 0) into taken from call_lease where subject = of_subject;
  granted := least(wanted, greatest(most - taken, 0));
  taken := taken + granted;
  if granted > 0 then
    insert into call_lease as l (subject, node_id, slots, seen_at) values (of_subject, of_node, granted, at)
    on conflict (subject, node_id) do update set slots = l.slots + excluded.slots, seen_at = excluded.seen_at;
  end if;
end $$;
