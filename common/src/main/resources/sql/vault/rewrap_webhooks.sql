-- vault/rewrap_webhooks.sql: the keys of webhook secrets under another master key.
-- $1 ids, $2 wrapped keys as they were read, $3 master key, $4 wrapped keys
update webhook_secret k
   set master_key = $3, wrapped_key = n.after
  from unnest($1::uuid[], $2::bytea[], $4::bytea[]) as n (id, before, after)
 where k.id = n.id and k.wrapped_key = n.before
