-- due_uploads.sql: take the uploads whose time to be looked at has come, each by one worker. The next
-- look is as far away as the upload is old, so that one that nobody brings costs a dozen looks in all.
with due as (
  select id from upload where look_at <= $1 order by look_at limit $2 for update skip locked
)
update upload u
   set look_at = case when u.expires_at <= $1 then $1::timestamptz + interval '5 minutes'
                      else least(u.expires_at, $1::timestamptz
                             + greatest(interval '30 seconds', $1::timestamptz - u.created_at)) end
  from due
 where u.id = due.id
returning u.id, u.account_id, u.way, u.object_key, u.name, u.content_type, u.size,
          encode(u.sha256, 'hex') as sha256, u.largest, u.public, u.files_seconds, u.multipart_id,
          u.created_at, u.expires_at
