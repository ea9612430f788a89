-- Dooms those thumbnails whose file is gone. $3: the files' ids
insert into doomed_object (object_key, due_at)
select o.object_key, $2
  from unnest($1::text[], $3::uuid[]) as o (object_key, file_id)
 where not exists (select from file f where f.id = o.file_id and f.expired_at is null)
on conflict do nothing
