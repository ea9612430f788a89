-- Drops counters whose windows are over, some at a time.
delete from limit_bucket where key in (
  select key from limit_bucket where expires_at < $1 order by expires_at limit $2 for update skip locked)
