-- Says why requests could not be claimed. An id that is not in the answer has no row (yet).
select r.id, r.status, r.attempt, r.sequence, r.not_before, r.worker_id,
       exists (select from worker w where w.id = r.worker_id and w.heartbeat_at >= $2) as worker_alive
  from request r
 where r.id = any($1)
