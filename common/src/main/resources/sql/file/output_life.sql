-- How long the files of a request's output live after its end, in seconds; null: for ever.
select files_seconds from request where id = $1
