select case when pg_try_advisory_xact_lock(hashtext('webhook_partitions'))
            then drop_webhook_partitions($1)
            else 0 end as dropped
