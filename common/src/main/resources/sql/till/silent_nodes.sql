-- Nodes that have been silent, and the accounts of which they hold something. Nothing is locked yet:
-- accounts come first.
select n.id, array(select distinct s.account_id from credit_slice s where s.node_id = n.id) as accounts
  from api_node n
 where n.heartbeat_at < $1
 order by n.id
 limit 20
