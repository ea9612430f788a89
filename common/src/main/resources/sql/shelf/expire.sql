-- Ends the locked files $1 whose time has come by file_end, and dooms their objects. The others leave
-- the head of the line, or each round would meet them again: what was taken as an input stays for
-- ever; a favourite, or a file with tags, is looked at again at $3.
with over as (
  update file f
     set expired_at = $2
   where id = any($1) and file_end(f) <= $2
  returning id, account_id, object_key, thumbnail = 'made' or content_type like 'image/%' as has_thumbnail
), doomed as (
  insert into doomed_object (object_key, due_at)
  select object_key, $2::timestamptz from over
  union
  select 'thumbnails/' || account_id || '/' || id, $2 from over where has_thumbnail
  on conflict do nothing
), kept as (
  update file f
     set expires_at = case when exists (select from file_use u where u.file_id = f.id) then null
                           else $3::timestamptz end
   where id = any($1) and file_end(f) is null
)
select count(*) as expired from over
