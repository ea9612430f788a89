-- Ends requests: status, charge, output, files and the failed attempt, and books what has ended, in
-- one statement. A verdict whose attempt number no longer matches finds no row, and so changes neither
-- state nor money. The accounts are locked. The input of a request whose payloads
-- are not stored goes with its end, by a trigger that every ending fires.
with verdict as (
  select *
    from unnest($1::uuid[], $2::integer[], $3::text[], $4::bigint[], $5::text[], $6::timestamptz[],
                $7::bigint[], $8::text[], $9::text[], $10::text[], $11::text[], $18::text[], $19::text[])
      as v (id, attempt, status, charged, route, at,
            provider_millis, fault_code, fault_message, fault_details, output, usage, output_key)
), settled as (
  update request r
     set status = v.status, sequence = r.sequence + 1, worker_id = null, finished_at = v.at,
         settled_by = r.worker_id,
         charged = v.charged, usage = v.usage::jsonb, route = v.route, provider_millis = v.provider_millis,
         fault_code = v.fault_code, fault_message = v.fault_message, fault_details = v.fault_details
    from verdict v
   where r.id = v.id and r.attempt = v.attempt and r.status = 'IN_PROGRESS'
  returning r.id, r.account_id, r.attempt, r.sequence, r.route, r.attempt_started_at, v.at,
            v.fault_code, v.fault_message, v.output, v.output_key, r.files_seconds, r.stored, r.settled_by as worker_id
), booked as materialized (
  select book_ends(array_agg(id)) as entries from settled
), payload as (
  insert into request_payload (request_id, kind, body, object_key)
  select id, 'output', output, output_key from settled
   where num_nonnulls(output, output_key) > 0 and stored
), unstored as (
  insert into unstored_output (slot, request_id, ended_at, body, object_key)
  select unstored_slot(at), id, at, output, output_key from settled
   where num_nonnulls(output, output_key) > 0 and not stored
), attempt as (
  insert into request_attempt (request_id, number, worker_id, route, started_at, finished_at, fault_code, fault_message)
  select id, attempt, worker_id, route, attempt_started_at, at, fault_code, fault_message
    from settled where fault_code is not null
), file as (
  insert into file (id, account_id, request_id, object_key, name, content_type, size, source, created_at,
                    expires_at)
  select f.id, s.account_id, s.id, f.object_key, f.name, f.content_type, f.size, 'output', s.at,
         s.at + s.files_seconds * interval '1 second'
    from unnest($12::uuid[], $13::uuid[], $14::text[], $15::text[], $16::text[], $17::bigint[])
      as f (request_id, id, object_key, name, content_type, size)
    join settled s on s.id = f.request_id
)
select id, attempt, sequence, false as cancelled, entries from settled, booked
