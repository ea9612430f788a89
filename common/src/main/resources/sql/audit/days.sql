-- Days, keys and models whose counts are not what ended there, and how many there are.
-- $1 how many to show
with counted as (
  select account_id, day, key_id, model,
         completed, failed, cancelled, charged, input_tokens, output_tokens
    from usage_day
), ended as (
  select r.account_id, utc_day(r.finished_at) as day,
         coalesce(r.key_id, '00000000-0000-0000-0000-000000000000') as key_id, r.model,
         count(*) filter (where r.status = 'COMPLETED') as completed,
         count(*) filter (where r.status = 'FAILED') as failed,
         count(*) filter (where r.status = 'CANCELLED') as cancelled,
         coalesce(-sum(e.amount), 0)::bigint as charged,
         (coalesce(sum((r.usage->>'inputTokens')::bigint), 0)
           + coalesce(sum((r.usage->>'cachedInputTokens')::bigint), 0)
           + coalesce(sum((r.usage->>'cacheWriteTokens')::bigint), 0))::bigint as input_tokens,
         (coalesce(sum((r.usage->>'outputTokens')::bigint), 0)
           + coalesce(sum((r.usage->>'reasoningTokens')::bigint), 0))::bigint as output_tokens
    from request r
    left join ledger_entry e on e.request_id = r.id and e.kind = 'charge'
   where r.finished_at is not null
   group by 1, 2, 3, 4
)
select account_id, day, key_id, model,
       coalesce(c.completed, 0) as completed, coalesce(c.failed, 0) as failed,
       coalesce(c.cancelled, 0) as cancelled, coalesce(c.charged, 0) as charged,
       coalesce(c.input_tokens, 0) as input_tokens, coalesce(c.output_tokens, 0) as output_tokens,
       coalesce(e.completed, 0) as ended_completed, coalesce(e.failed, 0) as ended_failed,
       coalesce(e.cancelled, 0) as ended_cancelled, coalesce(e.charged, 0) as ended_charged,
       coalesce(e.input_tokens, 0) as ended_input_tokens, coalesce(e.output_tokens, 0) as ended_output_tokens,
       count(*) over () as total
  from counted c
  full join ended e using (account_id, day, key_id, model)
 where (coalesce(c.completed, 0), coalesce(c.failed, 0), coalesce(c.cancelled, 0),
        coalesce(c.charged, 0), coalesce(c.input_tokens, 0), coalesce(c.output_tokens, 0))
    <> (coalesce(e.completed, 0), coalesce(e.failed, 0), coalesce(e.cancelled, 0),
        coalesce(e.charged, 0), coalesce(e.input_tokens, 0), coalesce(e.output_tokens, 0))
 order by account_id, day, key_id, model
 limit $1
