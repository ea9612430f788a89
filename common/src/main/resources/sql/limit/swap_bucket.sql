update limit_bucket set state = $3, expires_at = $4 where key = $1 and state = $2
