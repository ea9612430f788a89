-- The exchange that this node had committed last. The lock lets an exchange of it whose answer was
-- lost end first, and keeps the node from being forgotten meanwhile. The accounts are locked before.
select turn from api_node where id = $1 for no key update
