-- The files that an input names and its account may use, and the account's uploads that may be
-- complete by now; all by primary key. Files of a request whose payloads were deleted are gone. A file
-- past its end counts as expired, whether or not its bytes were deleted yet.
select f.id, f.object_key, f.name, f.content_type, f.size, f.account_id = $2 as own, false as unfinished,
       coalesce(f.expired_at, case when file_end(f) <= $3 then f.expires_at end) as expired
  from file f
  left join request r on r.id = f.request_id
 where f.id = any($1)
   and (f.account_id = $2 or f.public or r.public)
   and r.payloads_purged_at is null
union all
select u.id, u.object_key, u.name, u.content_type, 0, true, true, null
  from upload u
 where u.id = any($1) and u.account_id = $2
