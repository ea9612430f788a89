-- find_upload.sql: an upload that is under way; of this account, or of any when none is given.
select id, account_id, way, object_key, name, content_type, size, encode(sha256, 'hex') as sha256, largest,
       public, files_seconds, multipart_id, created_at, expires_at
  from upload
 where id = $1 and ($2::uuid is null or account_id = $2)
