-- How far the walk has come, and when it goes on. $4: when it has come to its end
update orphan_walk set prefix = $1, after = $2, due_at = $3, walked_at = coalesce($4, walked_at)
