-- The files of a request's output, by the owner's look-up.
select id, object_key, name, content_type, size
  from file
 where request_id = $1 and account_id = $2 and source = 'output'
 limit 1000
