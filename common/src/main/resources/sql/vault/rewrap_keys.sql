-- vault/rewrap_keys.sql: the keys of provider keys under another master key. What has another secret
-- by now has its own key under the current master key already, and is left alone.
-- $1 ids, $2 wrapped keys as they were read, $3 master key, $4 wrapped keys
update provider_key k
   set master_key = $3, wrapped_key = n.after
  from unnest($1::uuid[], $2::bytea[], $4::bytea[]) as n (id, before, after)
 where k.id = n.id and k.wrapped_key = n.before
