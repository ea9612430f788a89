-- Eight weeks ahead. One session at a time: whoever finds the lock taken leaves it to the other.
select case when pg_try_advisory_xact_lock(hashtext('webhook_partitions'))
            then make_webhook_partitions(now(), now() + interval '56 days')
            else 0 end as made
