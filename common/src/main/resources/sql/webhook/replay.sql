-- Sends a delivery anew, with a full schedule before it. One that is under way stays so. An end does
-- not overtake its start; the start's row is locked for the reason that enqueue_ends.sql gives.
with start as (
  select status
    from webhook_delivery
   where request_id = $1 and event = 'start'
     for update
)
update webhook_delivery d
   set status = 'pending', attempts = 0, delivered_at = null, updated_at = $4,
       due_at = case when d.event = 'completed'
                      and exists (select from start where status in ('pending', 'delivering'))
                     then 'infinity' else $4::timestamptz end
 where d.request_id = $1 and d.event = $2 and d.account_id = $3 and d.status <> 'delivering'
