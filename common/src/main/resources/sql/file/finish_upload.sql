-- finish_upload.sql: make a file of an upload. Whoever deletes the row makes the file, so there is one
-- maker; who comes second waits for the first and finds no row: it reads the file by a statement of
-- its own (find_finished.sql), because this one's snapshot is older than the file.
-- Its chunks were put together to the object before, and go.
with done as (
  delete from upload where id = $1 returning *
), doomed as (
  insert into doomed_object (object_key, due_at)
  select c.object_key, $5::timestamptz from upload_chunk c join done d on d.id = c.upload_id
  on conflict do nothing
)
insert into file (id, account_id, object_key, name, content_type, size, source, public, sha256, created_at,
                  expires_at)
select id, account_id, object_key, name, $2::text, $3::bigint, 'upload', public, decode($4, 'hex'), $5::timestamptz,
       $5::timestamptz + files_seconds * interval '1 second'
  from done
returning id, object_key, name, content_type, size
