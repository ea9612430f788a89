-- keep_upload_for.sql: say anew how long the file of an upload will live; null: for ever.
update upload set files_seconds = $2 where id = $1 returning id
