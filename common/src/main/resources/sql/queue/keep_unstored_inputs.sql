-- Inputs of requests whose payloads are not stored, for as long as they have not ended.
insert into unstored_input (request_id, body, object_key)
select * from unnest($1::uuid[], $2::text[], $3::text[])
