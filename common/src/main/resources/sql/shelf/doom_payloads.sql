-- Dooms those payloads that no request names any more. $3: the requests' ids
insert into doomed_object (object_key, due_at)
select o.object_key, $2
  from unnest($1::text[], $3::uuid[]) as o (object_key, request_id)
 where not exists (select from request_payload p
                    where p.request_id = o.request_id and p.object_key = o.object_key)
   and not exists (select from unstored_input i
                    where i.request_id = o.request_id and i.object_key = o.object_key)
   and not exists (select from unstored_output u
                    where u.request_id = o.request_id and u.object_key = o.object_key)
on conflict do nothing
