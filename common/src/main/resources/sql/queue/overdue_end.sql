-- Ends requests that still wait past a deadline, and releases their holds. The accounts are locked.
-- One that was claimed meanwhile is left to its worker, which keeps its deadlines itself. In the order of
-- their ids, as they are claimed.
with overdue as (
  select * from unnest($1::uuid[], $2::text[]) as o (id, message) order by id
), ended as (
  update request r
     set status = 'FAILED', sequence = r.sequence + 1, finished_at = $3, not_before = null,
         fault_code = 'DEADLINE_EXCEEDED', fault_message = o.message
    from overdue o
   where r.id = o.id and r.status = 'IN_QUEUE'
     and (r.finish_by <= $3 or (r.start_by <= $3 and r.started_at is null))
  returning r.id, r.account_id, r.model, r.status, r.attempt, r.sequence, r.created_at,
            r.started_at, r.charged, r.provider_millis, r.fault_code, r.fault_message,
            r.fault_details, r.webhook_url is not null as has_webhook, r.finished_at as at
), booked as materialized (
  select book_ends(array_agg(id)) as entries from ended
)
select * from ended, booked order by id
