-- Writes calls that were answered at once into the history, as they ended, and takes what was reserved
-- for them out of the slices. Their money is booked by book_ends right behind. The accounts are
-- locked; none of the calls is known yet. What only some of them leave is written behind it, a statement
-- each, as for requests that end in the queue; an input that is not to be stored is not written at all,
-- because the call has ended.
with call as (
  select *
    from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::bigint[], $7::bigint[],
                $8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[],
                $15::bigint[], $16::text[], $17::text[], $18::text[], $19::timestamptz[],
                $20::timestamptz[], $21::boolean[], $22::uuid[], $23::boolean[],
                $27::integer[], $28::text[], $29::text[], $30::uuid[], $31::uuid[])
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
    from unnest($24::uuid[], $25::text[], $26::text[]) as o (id, output, output_key)
    join call c on c.id = o.id and c.stored
)
update credit_slice s
   set amount = s.amount - c.held
  from (select account_id, key_id, node_id, sum(held)::bigint as held
          from call where from_slice group by account_id, key_id, node_id) c
 where s.account_id = c.account_id and s.key_id = c.key_id and s.node_id = c.node_id
