update call_lease set seen_at = $2 where node_id = $1
