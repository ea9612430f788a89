-- Forgets silent nodes that hold nothing more; they are locked.
delete from api_node n
 where n.id = any($1) and n.heartbeat_at < $2
   and not exists (select from credit_slice s where s.node_id = n.id)
