-- vault/uses.sql: how provider keys were used: by the index on requests by provider key, which is read
-- no further than it is counted. $1 keys, $2 how far it is counted
select k.id, u.requests, l.created_at as last_at
  from unnest($1::uuid[]) as k (id)
 cross join lateral (
   select count(*) as requests
     from (select from request r where r.provider_key_id = k.id limit $2) as counted) as u
  left join lateral (
   select r.created_at
     from request r
    where r.provider_key_id = k.id
    order by r.id desc
    limit 1) as l on true
