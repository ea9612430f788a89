-- One of an account's streams, on a node that lives.
select s.request_id, s.account_id, s.key_id, s.model, s.face, s.started_at
  from live_stream s
  join api_node n on n.id = s.node_id
 where s.request_id = $2 and s.account_id = $1 and n.heartbeat_at >= $3
