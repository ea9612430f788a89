-- What an announcement does not carry: labels, visibility and payloads of requests, by primary key.
-- $2 says whether payloads are wanted; those above $3 bytes, and those in S3, are left where they are.
select r.id, r.metadata::text as metadata, r.public, r.payloads_purged_at is not null as purged,
       case when i.object_key is not null or octet_length(i.body) > $3 then '{"_elided":true}' else i.body end as input,
       case when o.object_key is not null or octet_length(o.body) > $3 then '{"_elided":true}' else o.body end as output
  from request r
  left join request_payload i on $2 and i.request_id = r.id and i.kind = 'input'
  left join request_payload o on $2 and o.request_id = r.id and o.kind = 'output'
 where r.id = any($1)
