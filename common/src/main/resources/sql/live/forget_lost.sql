-- Forgets the streams of nodes that are no more. One that is only silent may come back, and then
-- knows nothing of a row that was taken from it.
delete from live_stream s
 where not exists (select from api_node n where n.id = s.node_id)
