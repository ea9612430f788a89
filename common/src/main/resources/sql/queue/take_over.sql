-- Takes requests from workers that are silent, under the next attempt number, which fences the old
-- worker off; the lost attempt is kept. A request that this worker itself is said to run, but does
-- not (its claim's answer was lost), is taken likewise. One whose caller asked for it back is
-- taken too, so that somebody ends it; its claim says so, and it does not run again.
with lost as (
  select r.id, r.attempt, r.worker_id, r.route, r.attempt_started_at
    from request r
   where r.id = any($1) and r.status = 'IN_PROGRESS'
     and (r.worker_id = $2
          or not exists (select from worker w where w.id = r.worker_id and w.heartbeat_at >= $4))
   order by r.id
     for no key update skip locked
), kept as (
  insert into request_attempt (request_id, number, worker_id, route, started_at, finished_at, fault_code, fault_message)
  select id, attempt, worker_id, route, attempt_started_at, $3, 'WORKER_LOST',
         'the worker that ran this attempt stopped living'
    from lost
)
update request r
   set attempt = r.attempt + 1, sequence = r.sequence + 1, worker_id = $2, attempt_started_at = $3
  from lost
 where r.id = lost.id
returning r.id, r.account_id, r.model, r.attempt, r.deferrals, r.sequence, r.held, r.rate_card,
  r.correlation_id, r.created_at, r.started_at, r.start_by, r.finish_by, r.stored,
  r.key_id, r.payer, r.provider_key_id, r.model_config_id,
  r.cancel_asked_at is not null as cancel_asked,
  r.webhook_url is not null as has_webhook,
  case when r.stored
       then (select coalesce(p.body, '@' || p.object_key) from request_payload p where p.request_id = r.id and p.kind = 'input')
       else (select coalesce(u.body, '@' || u.object_key) from unstored_input u where u.request_id = r.id)
   end as input
