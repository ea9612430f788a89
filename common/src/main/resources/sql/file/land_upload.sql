-- land_upload.sql: make a file of an upload and of bytes that came under a key of their own ($2). Whoever
-- deletes the row makes the file, so there is one maker. Whoever has a signed URL may still PUT to the
-- upload's own key until it expires, so that key is doomed for then. Its chunks were put together, and go.
with done as (
  delete from upload where id = $1 returning *
), doomed as (
  insert into doomed_object (object_key, due_at)
  select object_key, expires_at from done where way = 'put'
  union all
  select c.object_key, $7::timestamptz from upload_chunk c join done d on d.id = c.upload_id
  on conflict do nothing
)
insert into file (id, account_id, object_key, name, content_type, size, source, public, sha256, created_at,
                  expires_at)
select id, account_id, $2, name, $3, $4, $6, public, decode($5, 'hex'), $7::timestamptz,
       $7::timestamptz + files_seconds * interval '1 second'
  from done
returning id, object_key, name, content_type, size
