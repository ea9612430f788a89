-- Writes calls that were answered at once into the history, as they ended, and takes what was reserved
-- for them out of the slices. Their money is booked by book_ends right behind. The accounts are
-- locked; none of the calls is known yet. What is not to be stored is kept like that of queued
-- requests: the output for a short while, the input not at all, because the call has ended.
with call as (
  select *
    from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::bigint[], $7::bigint[],
                $8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[],
                $15::bigint[], $16::text[], $17::text[], $18::text[], $19::timestamptz[],
                $20::timestamptz[], $21::boolean[], $22::uuid[], $23::boolean[],
                $32::integer[], $33::text[], $38::text[], $39::uuid[], $40::uuid[])
      as c (id, account_id, key_id, model, status, held, charged,
            rate_card, usage, route, fault_code, fault_message, fault_details, end_reason,
            provider_millis, correlation_id, metadata, input, started_at,
            ended_at, stored, node_id, from_slice, files_seconds, input_key, payer, provider_key_id,
            model_config_id)
), kept as (
  insert into request (id, account_id, key_id, model, lane, status, sequence, attempt, held, charged,
                       rate_card, usage, route, created_at, started_at, attempt_started_at, finished_at,
                       settled_by, provider_millis, fault_code, fault_message, fault_details,
                       correlation_id, metadata, stored, synchronous, end_reason, files_seconds,
                       payer, provider_key_id, model_config_id)
  select id, account_id, key_id, model, 'normal', status, 1, (route is not null)::integer, held, charged,
         rate_card, usage::jsonb, route, started_at, started_at, started_at, ended_at,
         case when route is not null then node_id end, provider_millis, fault_code, fault_message, fault_details,
         correlation_id, metadata::jsonb, stored, true, end_reason, files_seconds,
         payer, provider_key_id, model_config_id
    from call
), payload as (
  insert into request_payload (request_id, kind, body, object_key)
  select id, 'input', input, input_key from call where stored
  union all
  select c.id, 'output', o.output, o.output_key
    from unnest($24::uuid[], $25::text[], $34::text[]) as o (id, output, output_key)
    join call c on c.id = o.id and c.stored
), unstored as (
  insert into unstored_output (slot, request_id, ended_at, body, object_key)
  select unstored_slot(c.ended_at), c.id, c.ended_at, o.output, o.output_key
    from unnest($24::uuid[], $25::text[], $34::text[]) as o (id, output, output_key)
    join call c on c.id = o.id and not c.stored
), attempt as (
  insert into request_attempt (request_id, number, worker_id, route, started_at, finished_at, fault_code, fault_message)
  select id, 1, node_id, route, started_at, ended_at, fault_code, fault_message
    from call where fault_code is not null and route is not null
), filed as (
  insert into file (id, account_id, request_id, object_key, name, content_type, size, source, created_at,
                    expires_at)
  select f.id, c.account_id, c.id, f.object_key, f.name, f.content_type, f.size, 'output', c.ended_at,
         c.ended_at + c.files_seconds * interval '1 second'
    from unnest($26::uuid[], $27::uuid[], $28::text[], $29::text[], $30::text[], $31::bigint[])
      as f (request_id, id, object_key, name, content_type, size)
    join call c on c.id = f.request_id
), used as (
  insert into file_use (file_id, request_id, position)
  select u.* from unnest($35::uuid[], $36::uuid[], $37::smallint[]) as u (file_id, request_id, position)
    join file f on f.id = u.file_id -- one that was deleted a moment ago is missed when it is read
)
update credit_slice s
   set amount = s.amount - c.held
  from (select account_id, key_id, node_id, sum(held)::bigint as held
          from call where from_slice group by account_id, key_id, node_id) c
 where s.account_id = c.account_id and s.key_id = c.key_id and s.node_id = c.node_id
