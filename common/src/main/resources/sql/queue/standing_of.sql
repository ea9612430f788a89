-- Says why requests could not be claimed. An id that is not in the answer has no row (yet).
select r.id, r.account_id, r.model, r.status, r.attempt, r.sequence, r.not_before, r.worker_id,
       r.created_at, r.started_at, r.charged, r.provider_millis, r.fault_code, r.fault_message,
       r.fault_details, r.webhook_url is not null as has_webhook,
       coalesce(r.finished_at, r.attempt_started_at, r.created_at) as at,
       exists (select from worker w where w.id = r.worker_id and w.heartbeat_at >= $2) as worker_alive
  from request r
 where r.id = any($1)
