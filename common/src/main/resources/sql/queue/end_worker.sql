-- Forgets this worker and those long silent. What they ran is found through dispatch records, and a
-- worker without a row counts as silent.
delete from worker where id = $1 or heartbeat_at < $2
