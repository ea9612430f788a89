-- A file for whoever may read it: its owner ($2, null: nobody whom we know), or anyone if it is public
-- or came out of a request that is. One that has expired is found and says so; one whose request's
-- payloads were deleted is not.
select f.id, f.account_id, f.object_key, f.name, f.content_type, f.size,
       f.thumbnail, f.thumbnail_type, f.expired_at, file_end(f) as ends_at
  from file f
  left join request r on r.id = f.request_id
 where f.id = $1
   and (f.public or r.public or f.account_id = $2)
   and r.payloads_purged_at is null
