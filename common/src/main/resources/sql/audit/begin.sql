-- Everything is read as it stood at one moment; nobody waits for it, and it changes nothing. PostgreSQL
-- keeps old versions of rows until it has ended, so it must not last. Pages are planned for their very
-- size: a plan for any size might read the whole table for each of them. Unlike all else this may well
-- want to read tables from end to end.
begin isolation level repeatable read read only;
set local enable_seqscan = on;
set local plan_cache_mode = force_custom_plan
