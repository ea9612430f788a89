-- A request that its owner made public, for whoever asks.
select id, account_id, model, lane, status, sequence, attempt, dispatch_partition, dispatch_offset,
       charged, fault_code, fault_message, fault_details, created_at, started_at, finished_at,
       provider_millis, metadata::text as metadata, start_by, finish_by, stored, public, retry_of,
       webhook_url, webhook_events, payloads_purged_at, usage::text as usage, end_reason,
       payer, provider_key_id, model_config_id
  from request
 where id = $1 and public
