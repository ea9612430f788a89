-- One account's requests, newest first, by whatever filters are given. Planned anew for each call:
-- then a filter that is not given folds away, and the labels' index serves when they are rare.
-- $1 account, $2 statuses, $3 model, $4 metadata, $5 retried request, $6 and $7 time range,
-- $8 and $9 range of ids, $10 how many to skip, $11 how many to answer
select id, account_id, model, lane, status, sequence, attempt, dispatch_partition, dispatch_offset,
       charged, fault_code, fault_message, fault_details, created_at, started_at, finished_at,
       provider_millis, metadata::text as metadata, start_by, finish_by, stored, public, retry_of,
       webhook_url, webhook_events, payloads_purged_at, usage::text as usage, end_reason,
       payer, provider_key_id, model_config_id
  from request
 where account_id = $1
   and ($2::text[] is null or status = any($2))
   and ($3::text is null or model = $3)
   and ($4::text is null
        or (request_labels(account_id, metadata) @> request_labels($1, $4::jsonb)
            and metadata @> $4::jsonb))
   and ($5::uuid is null or retry_of = $5)
   and ($6::timestamptz is null or created_at >= $6)
   and ($7::timestamptz is null or created_at < $7)
   and ($8::uuid is null or id >= $8)
   and ($9::uuid is null or id < $9)
 order by id desc
offset $10
 limit $11
