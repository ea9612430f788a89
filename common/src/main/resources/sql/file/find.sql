-- A file as its owner sees it. One whose request's payloads were deleted is gone, though its bytes may
-- still be on their way out; so is one that has expired.
select f.id, f.object_key, f.name, f.content_type, f.size
  from file f
  left join request r on r.id = f.request_id
 where f.id = $1
   and f.account_id = $2
   and f.expired_at is null
   and r.payloads_purged_at is null
