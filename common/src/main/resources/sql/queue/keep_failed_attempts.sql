-- Those of the attempts that this transaction has ended, and that failed. A row's xmin says which
-- transaction wrote it. What failed before any attempt began has none to keep.
insert into request_attempt (request_id, number, worker_id, route, started_at, finished_at, fault_code, fault_message)
select r.id, r.attempt, r.settled_by, r.route, r.attempt_started_at, r.finished_at, r.fault_code, r.fault_message
  from unnest($1::uuid[], $2::integer[]) as a (request_id, number)
  join request r on r.id = a.request_id and r.attempt = a.number
 where r.xmin = pg_current_xact_id()::xid and r.finished_at is not null and r.fault_code is not null and r.attempt > 0
