-- Counts of a day are updated where they stand, which is nearly always: an insert that finds a conflict
-- locks the row first, an entry in the log more for each.

-- As in V010__booking.sql, but for `counted`. Nobody else counts for these accounts meanwhile, since
-- they are locked: what is not there to be updated can be inserted.
create or replace function book_ends(requests uuid[]) returns integer language plpgsql as $$
declare
  entries integer;
begin
  if requests is null then
    return 0;
  end if;
  with ended as materialized (
    select r.id, r.account_id, r.key_id, r.model, r.status, r.held, r.charged, r.rate_card,
           r.fault_code, r.finished_at, utc_day(r.finished_at) as day,
           coalesce((r.usage->>'inputTokens')::bigint, 0) + coalesce((r.usage->>'cachedInputTokens')::bigint, 0)
             + coalesce((r.usage->>'cacheWriteTokens')::bigint, 0) as input_tokens,
           coalesce((r.usage->>'outputTokens')::bigint, 0)
             + coalesce((r.usage->>'reasoningTokens')::bigint, 0) as output_tokens
      from request r
     where r.id = any(requests) and r.finished_at is not null
  ), by_key as materialized (
    select account_id, key_id, day, sum(held)::bigint as held, sum(charged)::bigint as charged
      from ended
     group by account_id, key_id, day
  ), by_account as materialized (
    select account_id, sum(held)::bigint as held, sum(charged)::bigint as charged, max(day) as today
      from by_key
     group by account_id
  ), money as (
    update account a
       set balance = a.balance - b.charged, held = a.held - b.held
      from by_account b
     where a.id = b.account_id
  ), capped as (
    -- A daily cap moves on to the latest day; what ended on an earlier one counts for it no more.
    update spend_cap c
       set held = c.held - k.held,
           spent = case when c.period = 'day' and c.spent_on < k.today then 0 else c.spent end
                 + case when c.period = 'day' then k.charged_today else k.charged end,
           spent_on = k.today
      from (select s.id, greatest(s.spent_on, a.today) as today,
                   sum(b.held)::bigint as held, sum(b.charged)::bigint as charged,
                   coalesce(sum(b.charged) filter (where b.day = greatest(s.spent_on, a.today)), 0)::bigint as charged_today
              from by_account a
              join spend_cap s on s.account_id = a.account_id
              join by_key b on b.account_id = s.account_id and (s.key_id is null or s.key_id = b.key_id)
             group by s.id, a.today) k
     where c.id = k.id
  ), count as materialized (
    select account_id, day, coalesce(key_id, '00000000-0000-0000-0000-000000000000') as key_id, model,
           count(*) filter (where status = 'COMPLETED') as completed,
           count(*) filter (where status = 'FAILED') as failed,
           count(*) filter (where status = 'CANCELLED') as cancelled,
           sum(charged) as charged, sum(input_tokens) as input_tokens, sum(output_tokens) as output_tokens
      from ended
     group by 1, 2, 3, 4
  ), counted as (
    update usage_day u
       set completed = u.completed + c.completed,
           failed = u.failed + c.failed,
           cancelled = u.cancelled + c.cancelled,
           charged = u.charged + c.charged,
           input_tokens = u.input_tokens + c.input_tokens,
           output_tokens = u.output_tokens + c.output_tokens
      from count c
     where u.account_id = c.account_id and u.day = c.day and u.key_id = c.key_id and u.model = c.model
    returning u.account_id, u.day, u.key_id, u.model
  ), begun as (
    insert into usage_day (account_id, day, key_id, model, completed, failed, cancelled, charged, input_tokens, output_tokens)
    select c.*
      from count c
     where not exists (select from counted u
                        where u.account_id = c.account_id and u.day = c.day and u.key_id = c.key_id and u.model = c.model)
  )
  insert into ledger_entry (account_id, at, kind, amount, released, request_id, rate_card, reason)
  select account_id, finished_at, case when charged > 0 then 'charge' else 'release' end,
         -charged, held, id, rate_card,
         case when charged > 0 then model
              when status = 'FAILED' then fault_code
              else status end
    from ended
   where held > 0;
  get diagnostics entries = row_count;
  return entries;
end $$;