-- lock_chunked.sql: an upload that comes in chunks, for this transaction alone: two chunks that come at
-- once may not both be the last that fits.
select largest, chunks, encode(sha256, 'hex') as sha256
  from upload
 where id = $1 and way = 'chunks'
   for update
