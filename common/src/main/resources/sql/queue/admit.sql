-- Inserts requests with their inputs, all set-based. Their holds are raised behind it, in the same transaction.
with submission as (
  select *
    from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::integer[], $6::bigint[],
                $7::bigint[], $8::text[], $9::timestamptz[], $10::text[], $11::text[], $12::text[],
                $13::timestamptz[], $14::timestamptz[], $15::boolean[], $16::boolean[], $17::uuid[],
                $18::text[], $19::text[], $20::uuid[], $21::integer[], $22::text[], $26::text[],
                $27::uuid[], $28::uuid[])
      as s (id, account_id, model, lane, dispatch_partition, dispatch_offset,
            held, rate_card, created_at, correlation_id, metadata, input,
            start_by, finish_by, stored, public, retry_of, webhook_url, webhook_events, key_id,
            files_seconds, input_key, payer, provider_key_id, model_config_id)
), payload as (
  insert into request_payload (request_id, kind, body, object_key)
  select id, 'input', input, input_key from submission where stored
), unstored as (
  insert into unstored_input (request_id, body, object_key)
  select id, input, input_key from submission where not stored
), deadline as (
  insert into request_deadline (due_at, request_id)
  select distinct due, id
    from submission, unnest(array[start_by, finish_by]) as due
   where due is not null
), used as (
  insert into file_use (file_id, request_id, position)
  select u.* from unnest($23::uuid[], $24::uuid[], $25::smallint[]) as u (file_id, request_id, position)
    join file f on f.id = u.file_id -- one that was deleted a moment ago is missed when it is read
)
insert into request (id, account_id, model, lane, status, dispatch_partition, dispatch_offset,
                     held, rate_card, created_at, correlation_id, metadata,
                     start_by, finish_by, stored, public, retry_of, webhook_url, webhook_events, key_id,
                     files_seconds, payer, provider_key_id, model_config_id)
select id, account_id, model, lane, 'IN_QUEUE', dispatch_partition, dispatch_offset,
       held, rate_card, created_at, correlation_id, metadata::jsonb,
       start_by, finish_by, stored, public, retry_of, webhook_url,
       string_to_array(webhook_events, ','), key_id, files_seconds, payer, provider_key_id, model_config_id
  from submission
