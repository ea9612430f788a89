-- key/note_use.sql: when keys were last used, each written at most once a minute however many
-- processes know of it. Locked in one order, so that two processes never wait for each other. Touches
-- no indexed column, so updates stay HOT.
-- $1 keys, $2 when each was last used
with used as (
  select k.id, u.at
    from unnest($1::uuid[], $2::timestamptz[]) as u (id, at)
    join api_key k on k.id = u.id
   where k.last_used_at is null or k.last_used_at <= u.at - interval '1 minute'
   order by k.id
     for no key update of k
)
update api_key k set last_used_at = u.at from used u where u.id = k.id
