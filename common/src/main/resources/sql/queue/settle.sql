-- Ends requests: status, charge and output, and books what has ended, in one statement. A verdict whose
-- attempt number no longer matches finds no row, and so changes neither state nor money. The accounts
-- are locked. The input of a request whose payloads are not stored goes with its end, by a trigger that
-- every ending fires. What only some ends leave (a failed attempt, files, an output that is not stored)
-- is written behind it, a statement each, in the same transaction.
with verdict as (
  select *
    from unnest($1::uuid[], $2::integer[], $3::text[], $4::bigint[], $5::text[], $6::timestamptz[],
                $7::bigint[], $8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[])
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
  returning r.id, r.attempt, r.sequence, r.stored, v.output, v.output_key
), booked as materialized (
  select book_ends(array_agg(id)) as entries from settled
), payload as (
  insert into request_payload (request_id, kind, body, object_key)
  select id, 'output', output, output_key from settled
   where num_nonnulls(output, output_key) > 0 and stored
)
select id, attempt, sequence, false as cancelled, entries from settled, booked
