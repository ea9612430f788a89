-- find_finished.sql: the file that another made of an upload.
select id, object_key, name, content_type, size from file where id = $1
