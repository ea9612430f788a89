-- Gives slots back; a row without any goes.
with given as (
  update call_lease set slots = greatest(slots - $3, 0), seen_at = $4
   where subject = $1 and node_id = $2 and slots > $3
  returning 1
)
delete from call_lease where subject = $1 and node_id = $2 and slots <= $3 and not exists (select from given)
