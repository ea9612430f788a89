-- Says that a file has a thumbnail now. When the file has gone while it was made, the thumbnail is
-- nobody's, and is deleted with what else is.
with marked as (
  update file set thumbnail = 'made', thumbnail_type = $2
   where id = $1 and expired_at is null
  returning id
), doomed as (
  insert into doomed_object (object_key, due_at)
  select $3, $4 where not exists (select from marked)
  on conflict do nothing
)
select id from marked
