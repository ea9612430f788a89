-- Deletes the payloads of a request that has ended and is not public; says when that was done first.
-- The files of its output cannot be read from now on; their bytes and rows go afterwards.
with purged as (
  update request
     set payloads_purged_at = coalesce(payloads_purged_at, $3)
   where id = $1 and account_id = $2 and finished_at is not null and not public
  returning id, finished_at, stored, payloads_purged_at
), payload as (
  delete from request_payload where request_id = any (array(select id from purged))
  returning object_key
), unstored as (
  delete from unstored_output
   where slot = any (array(select unstored_slot(finished_at) from purged where not stored))
     and request_id = any (array(select id from purged))
  returning object_key
), said as (
  delete from response_event where request_id = any (array(select id from purged))
), doomed as (
  insert into doomed_object (object_key, due_at)
  select object_key, $3 from (table payload union all table unstored) as gone where object_key is not null
  on conflict do nothing
)
select payloads_purged_at from purged
