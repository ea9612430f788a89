select value from shared_secret where name = $1
