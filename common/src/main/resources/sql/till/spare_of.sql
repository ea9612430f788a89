-- Slices of living nodes that may hold something that is not in use. The accounts are locked.
select s.account_id, s.key_id, s.node_id, s.recalled_at is not null as recalled
  from credit_slice s
  join api_node n on n.id = s.node_id and n.heartbeat_at >= $2
 where s.account_id = any($1) and s.spare
