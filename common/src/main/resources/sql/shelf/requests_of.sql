-- What a file is to requests: the one that made it first, then those that took it, the latest first.
(select f.request_id, 'output' as role, 0::smallint as position, coalesce(r.created_at, f.created_at) as created_at
   from file f left join request r on r.id = f.request_id
  where f.id = $1 and f.request_id is not null)
union all
(select u.request_id, 'input', u.position, r.created_at
   from file_use u join request r on r.id = u.request_id
  where u.file_id = $1
  order by u.request_id desc
  limit $2)
order by role desc, request_id desc
limit $2
