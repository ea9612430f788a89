-- Keeps the days since $1, and makes those until $2. One session at a time: whoever finds the lock
-- taken leaves it to the other.
select case when pg_try_advisory_xact_lock(hashtext('turn_idempotency_keys'))
            then turn_idempotency_keys($1, $2)
            else 0 end as turned
