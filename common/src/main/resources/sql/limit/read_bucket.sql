select state from limit_bucket where key = $1
