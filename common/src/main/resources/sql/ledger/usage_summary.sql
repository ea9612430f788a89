-- ledger/usage_summary.sql: what ended for an account over some days: in all, and by day, model and key.
-- One pass over the account's days by the primary key. The days are few by their bound; of models and
-- keys only the dearest are told apart.
-- $1 account, $2 first day, $3 last day, $4 how many models and keys at the most
with summed as (
  select case grouping(day, model, key_id) when 7 then 'total' when 3 then 'day' when 5 then 'model' else 'key' end as part,
         day, model, key_id,
         coalesce(sum(completed), 0)::bigint as completed,
         coalesce(sum(failed), 0)::bigint as failed,
         coalesce(sum(cancelled), 0)::bigint as cancelled,
         coalesce(sum(charged), 0)::bigint as charged,
         coalesce(sum(input_tokens), 0)::bigint as input_tokens,
         coalesce(sum(output_tokens), 0)::bigint as output_tokens
    from usage_day
   where account_id = $1 and day between $2 and $3
   group by grouping sets ((), (day), (model), (key_id))
), ranked as (
  select *,
         row_number() over (
           partition by part
           order by charged desc, completed + failed + cancelled desc, model, key_id) as place
    from summed
)
select r.part, r.day, r.model, r.key_id, k.name, k.hint,
       r.completed, r.failed, r.cancelled, r.charged, r.input_tokens, r.output_tokens
  from ranked r
  left join api_key k on k.id = r.key_id and k.account_id = $1
 where r.part in ('total', 'day') or r.place <= $4
 order by r.part, r.day, r.place
