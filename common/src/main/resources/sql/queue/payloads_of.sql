-- What went in and what came out. Payloads that are not stored lie elsewhere: the input until the
-- request has ended, the output for a short while from then on; each by a sub-select, because a join
-- lets the planner scan whole tables. One that lies in S3 is read as @ and its key.
select kind, coalesce(body, '@' || object_key) as body from request_payload where request_id = $1
union all
select 'input', coalesce(body, '@' || object_key) from unstored_input where request_id = $1
union all
select 'output', (select coalesce(o.body, '@' || o.object_key) from unstored_output o
                   where o.slot = unstored_slot(r.finished_at) and o.request_id = r.id)
  from request r
 where r.id = $1 and not r.stored and r.finished_at is not null
