-- Dooms those chunks whose upload is over, or whose number came again. $3: the uploads' ids
insert into doomed_object (object_key, due_at)
select o.object_key, $2
  from unnest($1::text[], $3::uuid[]) as o (object_key, upload_id)
 where not exists (select from upload_chunk c
                    where c.upload_id = o.upload_id and c.object_key = o.object_key)
on conflict do nothing
