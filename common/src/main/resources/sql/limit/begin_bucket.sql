insert into limit_bucket (key, state, expires_at) values ($1, $2, $3) on conflict (key) do nothing
