-- Deadlines that have come, and how their requests stand. Whoever finds a row locked leaves it to the
-- other. Nothing else is locked yet: the accounts are next, then the requests.
select d.due_at, d.request_id, r.account_id, r.start_by, r.finish_by,
       r.started_at is not null as started, coalesce(r.status = 'IN_QUEUE', false) as waits
  from request_deadline d
  left join request r on r.id = d.request_id
 where d.due_at <= $1
 order by d.due_at, d.request_id
 limit $2
   for update of d skip locked
