-- Inserts requests with their inputs and raises the holds, all set-based. The accounts are locked.
with submission as (
  select *
    from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::integer[], $6::bigint[],
                $7::bigint[], $8::text[], $9::timestamptz[], $10::text[], $11::text[], $12::text[])
      as s (id, account_id, model, lane, dispatch_partition, dispatch_offset,
            held, rate_card, created_at, correlation_id, metadata, input)
), admitted as (
  insert into request (id, account_id, model, lane, status, dispatch_partition, dispatch_offset,
                       held, rate_card, created_at, correlation_id, metadata)
  select id, account_id, model, lane, 'IN_QUEUE', dispatch_partition, dispatch_offset,
         held, rate_card, created_at, correlation_id, metadata::jsonb
    from submission
), payload as (
  insert into request_payload (request_id, kind, body)
  select id, 'input', input from submission
)
update account a
   set held = a.held + s.held
  from (select account_id, sum(held)::bigint as held from submission group by account_id) s
 where a.id = s.account_id
