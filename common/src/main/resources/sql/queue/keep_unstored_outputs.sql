-- Outputs that are not stored, of those of the attempts that this transaction has ended, for the short
-- while in which they may be fetched. A row's xmin says which transaction wrote it.
insert into unstored_output (slot, request_id, ended_at, body, object_key)
select unstored_slot(r.finished_at), r.id, r.finished_at, o.body, o.object_key
  from unnest($1::uuid[], $2::integer[], $3::text[], $4::text[]) as o (request_id, attempt, body, object_key)
  join request r on r.id = o.request_id and r.attempt = o.attempt
 where r.xmin = pg_current_xact_id()::xid and r.finished_at is not null and not r.stored
