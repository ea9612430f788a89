-- keep_chunk.sql: keep what came with a chunk; runs behind lock_chunked.sql, and what came before is left
-- as it is.
with said as (
  update upload set chunks = $6, sha256 = decode($7, 'hex') where id = $1
)
insert into upload_chunk (upload_id, number, object_key, size, sha256)
values ($1, $2, $3, $4, decode($5, 'hex'))
on conflict do nothing
