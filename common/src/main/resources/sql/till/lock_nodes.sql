-- Makes heartbeats and exchanges of these nodes wait; afterwards they find what became of them. The
-- accounts are locked before.
select id from api_node where id = any($1) order by id for update
