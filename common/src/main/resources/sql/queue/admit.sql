-- Inserts requests with their inputs, all set-based. What only some of them have (deadlines, files, an
-- input that is not stored) is written behind it, a statement each, and their holds are raised; all in
-- the same transaction.
with submission as (
  select *
    from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::integer[], $6::bigint[],
                $7::bigint[], $8::text[], $9::timestamptz[], $10::text[], $11::text[], $12::text[],
                $13::timestamptz[], $14::timestamptz[], $15::boolean[], $16::boolean[], $17::uuid[],
                $18::text[], $19::text[], $20::uuid[], $21::integer[], $22::text[], $23::text[],
                $24::uuid[], $25::uuid[])
      as s (id, account_id, model, lane, dispatch_partition, dispatch_offset,
            held, rate_card, created_at, correlation_id, metadata, input,
            start_by, finish_by, stored, public, retry_of, webhook_url, webhook_events, key_id,
            files_seconds, input_key, payer, provider_key_id, model_config_id)
), payload as (
  insert into request_payload (request_id, kind, body, object_key)
  select id, 'input', input, input_key from submission where stored
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
