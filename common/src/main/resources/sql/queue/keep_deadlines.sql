-- When requests must have started or ended, each instant once a request.
insert into request_deadline (due_at, request_id)
select distinct due, given.id
  from unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[]) as given (id, start_by, finish_by),
       unnest(array[given.start_by, given.finish_by]) as due
 where due is not null
