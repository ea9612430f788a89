-- What receivers are told of requests, with their payloads. An input that is too large to repeat is
-- not even read. The output of a request whose payloads are not stored is told while it is there.
select r.id, r.model, r.status, r.charged, r.fault_code, r.fault_message, r.created_at, r.started_at,
       r.finished_at, r.provider_millis, r.metadata::text as metadata, r.payloads_purged_at,
       case when octet_length(i.body) > $2 then '{"_elided":true}' else i.body end as input,
       coalesce(o.body, u.body) as output
  from request r
  left join request_payload i on i.request_id = r.id and i.kind = 'input'
  left join request_payload o on o.request_id = r.id and o.kind = 'output'
  left join unstored_output u on not r.stored and u.slot = unstored_slot(r.finished_at) and u.request_id = r.id
 where r.id = any($1::uuid[])
