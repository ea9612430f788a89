-- Inserts requests with their inputs and raises the holds, all set-based. The accounts are locked.
with submission as (
  select *
    from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::integer[], $6::bigint[],
                $7::bigint[], $8::text[], $9::timestamptz[], $10::text[], $11::text[], $12::text[],
                $13::timestamptz[], $14::timestamptz[], $15::boolean[], $16::boolean[], $17::uuid[],
                $18::text[], $19::text[], $20::uuid[])
      as s (id, account_id, model, lane, dispatch_partition, dispatch_offset,
            held, rate_card, created_at, correlation_id, metadata, input,
            start_by, finish_by, stored, public, retry_of, webhook_url, webhook_events, key_id)
), admitted as (
  insert into request (id, account_id, model, lane, status, dispatch_partition, dispatch_offset,
                       held, rate_card, created_at, correlation_id, metadata,
                       start_by, finish_by, stored, public, retry_of, webhook_url, webhook_events, key_id)
  select id, account_id, model, lane, 'IN_QUEUE', dispatch_partition, dispatch_offset,
         held, rate_card, created_at, correlation_id, metadata::jsonb,
         start_by, finish_by, stored, public, retry_of, webhook_url,
         string_to_array(webhook_events, ','), key_id
    from submission
), payload as (
  insert into request_payload (request_id, kind, body)
  select id, 'input', input from submission where stored
), unstored as (
  insert into unstored_input (request_id, body)
  select id, input from submission where not stored
), deadline as (
  insert into request_deadline (due_at, request_id)
  select distinct due, id
    from submission, unnest(array[start_by, finish_by]) as due
   where due is not null
)
select raise_holds($2, $20, $7)
