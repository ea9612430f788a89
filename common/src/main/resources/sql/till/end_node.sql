-- Forgets an api process that has stopped. One that still holds something is left to the upkeep.
delete from api_node n
 where n.id = $1 and not exists (select from credit_slice s where s.node_id = n.id)
