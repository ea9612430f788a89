-- One session at a time: whoever finds the lock taken leaves it to the other.
select case when pg_try_advisory_xact_lock(hashtext('drop_payload_partition'))
            then drop_payload_partition($1) end as dropped
