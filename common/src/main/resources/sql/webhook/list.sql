-- Latest request first.
select request_id, event, url, status, attempts, nullif(due_at, 'infinity') as due_at,
       last_response_status, last_error, delivered_at, created_at, updated_at
  from webhook_delivery
 where account_id = $1
   and ($2::uuid is null or request_id = $2)
   and ($3::text is null or status = $3)
   and ($4::text is null or event = $4)
 order by request_id desc, event
 limit $5 offset $6
