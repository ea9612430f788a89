-- Puts requests back into the queue for another attempt: after a fault that a retry may mend (the
-- attempt is kept), or because the provider had no room (it does not count). A request that its
-- caller has asked for back meanwhile does not run again: it is CANCELLED here, and its hold released.
-- The accounts are locked, as a cancel locks them, so that a cancel comes before or after, never between.
with verdict as (
  select *
    from unnest($1::uuid[], $2::integer[], $3::timestamptz[], $4::boolean[], $5::text[],
                $6::timestamptz[], $7::text[], $8::text[])
      as v (id, attempt, not_before, deferred, route, at, fault_code, fault_message)
), requeued as (
  update request r
     set status = case when r.cancel_asked_at is null then 'IN_QUEUE' else 'CANCELLED' end,
         not_before = case when r.cancel_asked_at is null then v.not_before end,
         finished_at = case when r.cancel_asked_at is null then null else v.at end,
         settled_by = case when r.cancel_asked_at is null then null else r.worker_id end,
         sequence = r.sequence + 1, worker_id = null,
         deferrals = r.deferrals + v.deferred::integer, route = v.route
    from verdict v
   where r.id = v.id and r.attempt = v.attempt and r.status = 'IN_PROGRESS'
  returning r.id, r.attempt, r.sequence, r.status, r.attempt_started_at,
            v.route, v.at, v.fault_code, v.fault_message, old.worker_id
), kept as (
  insert into request_attempt (request_id, number, worker_id, route, started_at, finished_at, fault_code, fault_message)
  select id, attempt, worker_id, route, attempt_started_at, at, fault_code, fault_message
    from requeued where fault_code is not null
), booked as materialized (
  select book_ends(array_agg(id) filter (where status = 'CANCELLED')) as entries from requeued
)
select id, attempt, sequence, status = 'CANCELLED' as cancelled, entries from requeued, booked
