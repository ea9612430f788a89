-- Requests that wait behind what the workers have acknowledged. Walks an index whose columns never
-- change while a request is queued; each offset is walked once.
select id, account_id, model, payer, dispatch_offset
  from request
 where lane = $1 and dispatch_partition = $2 and dispatch_offset >= $3 and dispatch_offset < $4
   and status = 'IN_QUEUE'
 order by dispatch_offset
 limit $5
