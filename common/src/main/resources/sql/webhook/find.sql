select request_id, event, url, status, attempts, nullif(due_at, 'infinity') as due_at,
       last_response_status, last_error, delivered_at, created_at, updated_at
  from webhook_delivery
 where request_id = $1 and event = $2 and account_id = $3
