-- A worker that stops gives back what it has not delivered.
update webhook_delivery
   set status = 'pending', due_at = $2, claimed_by = null, updated_at = $2
 where claimed_by = $1
