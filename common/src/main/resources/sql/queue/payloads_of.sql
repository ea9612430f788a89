-- What went in and what came out. Payloads that are not stored lie elsewhere: the input until the
-- request has ended, the output for a short while from then on; each by a sub-select, because a join
-- lets the planner scan whole tables.
select kind, body from request_payload where request_id = $1
union all
select 'input', body from unstored_input where request_id = $1
union all
select 'output', (select o.body from unstored_output o
                   where o.slot = unstored_slot(r.finished_at) and o.request_id = r.id)
  from request r
 where r.id = $1 and not r.stored and r.finished_at is not null
