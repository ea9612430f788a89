-- Asks the worker of a running request to stop; the worker confirms by settling it.
update request
   set cancel_asked_at = coalesce(cancel_asked_at, $3)
 where id = $1 and account_id = $2 and status = 'IN_PROGRESS'
