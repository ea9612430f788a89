-- Takes the requests whose turn it is. The ids come from the dispatch topic, so this is a look-up by
-- primary key at any depth of the queue; it touches no indexed column and so stays a HOT update.
-- Rows are taken in the order of their ids, as by all who take several that are queued: two workers that
-- meet after a rebalance wait for each other, do not dead-lock, and never share a request, since the
-- status is looked at again behind the wait. They are not locked first, which would be a look-up and an
-- entry in the log more for each. The input is read by a sub-select for each row, because a join lets
-- the planner scan whole partitions.
update request r
   set status = 'IN_PROGRESS', attempt = attempt + 1, sequence = sequence + 1, worker_id = $2,
       started_at = coalesce(started_at, $3), attempt_started_at = $3, not_before = null
  from (select id from unnest($1::uuid[]) as given (id) order by id) turn
 where r.id = turn.id and r.status = 'IN_QUEUE' and (r.not_before is null or r.not_before <= $3)
returning r.id, r.account_id, r.model, r.attempt, r.deferrals, r.sequence, r.held, r.rate_card,
  r.correlation_id, r.created_at, r.started_at, r.start_by, r.finish_by, r.stored,
  r.key_id, r.payer, r.provider_key_id, r.model_config_id,
  r.cancel_asked_at is not null as cancel_asked,
  r.webhook_url is not null as has_webhook,
  case when r.stored
       then (select coalesce(p.body, '@' || p.object_key) from request_payload p where p.request_id = r.id and p.kind = 'input')
       else (select coalesce(u.body, '@' || u.object_key) from unstored_input u where u.request_id = r.id)
   end as input
