-- Says that an api process lives, and answers of which accounts somebody asks it for credit back: for
-- when the notification was lost. No row: it was taken for dead, and its slices are gone.
update api_node
   set heartbeat_at = $2
 where id = $1
returning array(select distinct account_id from credit_slice
                 where node_id = $1 and recalled_at is not null) as recalled
