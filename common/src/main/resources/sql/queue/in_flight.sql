-- What a follower of an account begins with: its requests in flight, newest first, or those named.
-- No index tells which are in flight, so the newest $2 of the account are looked at. Whether that was
-- enough, the account's own sum of holds says: what is held beyond the holds found, and beyond the
-- slices of credit for calls that are answered at once, belongs to older ones. $3 names requests, and then their status does not matter; $4 and $5 are models and statuses
-- or null; $6 bounds the answer. Without a match there is one row with nothing but "beyond".
with newest as (
  select * from request
   where account_id = $1 and ($3::uuid[] is null or id = any($3))
   order by id desc
   limit $2
), account_beyond as (
  select $3::uuid[] is null
         and a.held - coalesce((select sum(s.amount) from credit_slice s where s.account_id = a.id), 0)
             > (select coalesce(sum(held), 0)
                         from newest where status in ('IN_QUEUE', 'IN_PROGRESS')) as beyond
    from account a where a.id = $1
)
select b.beyond, r.id, r.account_id, r.model, r.lane, r.status, r.sequence, r.attempt,
       r.dispatch_partition, r.dispatch_offset, r.charged, r.fault_code, r.fault_message,
       r.fault_details, r.created_at, r.started_at, r.finished_at, r.provider_millis,
       r.metadata::text as metadata, r.start_by, r.finish_by, r.stored, r.public, r.retry_of,
       r.webhook_url, r.webhook_events, r.payloads_purged_at, r.usage::text as usage, r.end_reason,
       r.payer, r.provider_key_id, r.model_config_id
  from account_beyond b
  left join lateral (
         select * from newest
          where ($3::uuid[] is not null or status in ('IN_QUEUE', 'IN_PROGRESS'))
            and ($4::text[] is null or model = any($4))
            and ($5::text[] is null or status = any($5))
          order by id desc
          limit $6) r on true
 order by r.id desc
