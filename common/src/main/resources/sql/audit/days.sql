-- Days, keys and models whose counts are not what ended there, and how many there are.
-- A usage that somebody has spoiled must be told, and so must not end the audit: what is no number
-- in it counts for nothing here.
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
         sum(t.input)::bigint as input_tokens,
         sum(t.output)::bigint as output_tokens
    from request r
    left join ledger_entry e on e.request_id = r.id and e.kind = 'charge'
   cross join lateral (
     select coalesce(sum(u.value::bigint)
              filter (where u.key in ('inputTokens', 'cachedInputTokens', 'cacheWriteTokens')), 0) as input,
            coalesce(sum(u.value::bigint)
              filter (where u.key in ('outputTokens', 'reasoningTokens')), 0) as output
       from jsonb_each_text(case jsonb_typeof(r.usage) when 'object' then r.usage end) u
      where pg_input_is_valid(u.value, 'bigint')) t
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
