-- Which of the requests that a worker runs its callers want back. A look-up by primary key.
select id
  from request
 where id = any($1) and worker_id = $2 and status = 'IN_PROGRESS' and cancel_asked_at is not null
