-- Which of the attempts that a worker runs it is to stop: those whose callers want them back, and
-- those that are no longer its own. A look-up by primary key each.
select a.id, a.attempt, (r.id is null or r.attempt <> a.attempt or r.worker_id is distinct from $3) as lost
  from unnest($1::uuid[], $2::integer[]) as a (id, attempt)
  left join request r on r.id = a.id
 where r.id is null or r.attempt <> a.attempt or r.worker_id is distinct from $3
    or r.cancel_asked_at is not null
