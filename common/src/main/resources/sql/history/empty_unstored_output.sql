-- One session at a time: whoever finds the lock taken leaves it to the other.
select case when pg_try_advisory_xact_lock(hashtext('empty_unstored_output'))
            then empty_unstored_output($1)
            else 0 end as emptied
