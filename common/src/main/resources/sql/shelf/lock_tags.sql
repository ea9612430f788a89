-- Who makes tags of an account does so one after the other: else two would both find room for one more.
select pg_advisory_xact_lock(hashtextextended('tags of ' || $1::uuid, 0))
