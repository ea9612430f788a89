-- Asks everybody for what they hold of accounts and do not use. The accounts are locked. Told once
-- this is committed; a node that misses it finds the mark with its next heartbeat.
with marked as (
  update credit_slice
     set recalled_at = coalesce(recalled_at, $2)
   where account_id = any($1) and spare
  returning account_id
)
select pg_notify('millrace_till', 'recall ' || account_id) from (select distinct account_id from marked) m
