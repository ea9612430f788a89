-- What receivers are told of requests, with their payloads, each by a sub-select, because a join lets
-- the planner scan whole tables. An input that is too large to repeat is not even read. The output
-- of a request whose payloads are not stored is told while it is there.
select r.id, r.model, r.status, r.charged, r.fault_code, r.fault_message, r.created_at, r.started_at,
       r.finished_at, r.provider_millis, r.metadata::text as metadata, r.payloads_purged_at,
       (select case when p.object_key is not null or octet_length(p.body) > $2 then '{"_elided":true}' else p.body end
          from request_payload p
         where p.request_id = r.id and p.kind = 'input') as input,
       case when r.stored
            then (select coalesce(p.body, '@' || p.object_key) from request_payload p
                   where p.request_id = r.id and p.kind = 'output')
            else (select coalesce(o.body, '@' || o.object_key) from unstored_output o
                   where o.slot = unstored_slot(r.finished_at) and o.request_id = r.id)
        end as output
  from request r
 where r.id = any($1::uuid[])
