-- An account's streams on nodes that live; what a dead one has left is not looked at.
select s.request_id, s.account_id, s.key_id, s.model, s.face, s.started_at
  from live_stream s
  join api_node n on n.id = s.node_id
 where s.account_id = $1 and n.heartbeat_at >= $2
 order by s.started_at, s.request_id
 limit $3
