-- Removes a spend cap, under the lock of its account: whoever books is behind it or before it.
with locked as materialized (
  select id from account where id = $1 for no key update
)
delete from spend_cap c
 using locked a
 where c.account_id = a.id and c.key_id is not distinct from $2::uuid and c.period = $3
