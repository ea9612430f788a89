-- known_multiparts.sql: which of these multipart uploads of the store belong to an upload.
select multipart_id from upload where multipart_id = any($1::text[])
