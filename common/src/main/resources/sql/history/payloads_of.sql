-- Stored payloads of a page of requests; of those that are too long for a list, as all in S3 are, only
-- a mark that they exist.
select request_id, kind, case when octet_length(body) <= $2 then body else '{"_elided":true}' end as body
  from request_payload
 where request_id = any($1)
