-- chunks_of.sql: the chunks of an upload that are there, in order.
select number, object_key, size, encode(sha256, 'hex') as sha256
  from upload_chunk
 where upload_id = $1
 order by number
