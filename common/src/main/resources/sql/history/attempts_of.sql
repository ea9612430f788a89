-- The attempts of a request: those that did not complete, and the one that the request's own row
-- tells of, because it runs or ended the request without a fault.
select number, worker_id, route, started_at, finished_at, fault_code, fault_message
  from request_attempt
 where request_id = $1
union all
select r.attempt, coalesce(r.worker_id, r.settled_by), case when r.finished_at is not null then r.route end,
       r.attempt_started_at, r.finished_at, null, null
  from request r
 where r.id = $1 and coalesce(r.worker_id, r.settled_by) is not null
   and not exists (select from request_attempt a where a.request_id = $1 and a.number = r.attempt)
 order by number
 limit 200
