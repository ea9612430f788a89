-- Lets ends go whose start has been told, or will never be. A statement of its own behind record.sql:
-- it must see an end that was enqueued while that one waited for the start's lock.
update webhook_delivery e
   set due_at = $2
 where e.request_id = any($1::uuid[]) and e.event = 'completed' and e.due_at = 'infinity'
   and exists (select from webhook_delivery s
                where s.request_id = e.request_id and s.event = 'start' and s.due_at is null)
