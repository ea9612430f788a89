-- drop_upload.sql: give an upload up. What it stored is doomed with it, in the same transaction.
with dropped as (
  delete from upload where id = $1 returning id, object_key
), doomed as (
  insert into doomed_object (object_key, due_at)
  select object_key, $2::timestamptz from dropped
  union all
  select c.object_key, $2 from upload_chunk c join dropped d on d.id = c.upload_id
  on conflict do nothing
)
select id from dropped
