select id, object_key, name, content_type, size from file where id = $1 and account_id = $2
