-- What receivers are told of requests, with their payloads. An input that is too large to repeat is
-- not even read.
select r.id, r.model, r.status, r.charged, r.fault_code, r.fault_message, r.created_at, r.started_at,
       r.finished_at, r.provider_millis, r.metadata::text as metadata, r.payloads_purged_at,
       case when octet_length(i.body) > $2 then '{"_elided":true}' else i.body end as input,
       o.body as output
  from request r
  left join request_payload i on i.request_id = r.id and i.kind = 'input'
  left join request_payload o on o.request_id = r.id and o.kind = 'output'
 where r.id = any($1::uuid[])
