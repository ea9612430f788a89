-- Takes away the files of a request's output, by the owner's look-up. Their objects are doomed in the
-- same transaction, so that none of them outlives its row for longer than the store is away.
with gone as (
  delete from file
   where request_id = $1 and account_id = $2 and source = 'output'
  returning id, account_id, object_key, name, thumbnail
), keys as (
  select id, name, object_key from gone
  union all
  select id, name, 'thumbnails/' || account_id || '/' || id from gone where thumbnail = 'made'
), doomed as (
  insert into doomed_object (object_key, due_at)
  select object_key, $3 from keys order by object_key
  on conflict do nothing
)
select id, name, array_agg(object_key) as object_keys from keys group by id, name order by id
