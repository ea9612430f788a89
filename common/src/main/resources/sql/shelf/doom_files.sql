-- Dooms those objects that no file and no upload names. By the key itself: the bytes of a file may have
-- come under another id than the file's.
insert into doomed_object (object_key, due_at)
select o.object_key, $2
  from unnest($1::text[], $3::uuid[]) as o (object_key, id)
 where not exists (select from file f where f.object_key = o.object_key and f.expired_at is null)
   and not exists (select from upload u where u.object_key = o.object_key)
on conflict do nothing
