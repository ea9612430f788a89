delete from call_lease where node_id = $1
