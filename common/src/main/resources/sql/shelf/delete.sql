-- Deletes a file and dooms its objects. The thumbnail's too where there may be one: it may be in the
-- making this very moment.
with gone as (
  delete from file where id = $1 and account_id = $2
  returning id, account_id, object_key, thumbnail = 'made' or content_type like 'image/%' as has_thumbnail
), doomed as (
  insert into doomed_object (object_key, due_at)
  select object_key, $3 from gone
  union
  select 'thumbnails/' || account_id || '/' || id, $3 from gone where has_thumbnail
  on conflict do nothing
)
select count(*) as deleted from gone
