-- Makes a request public or private again.
update request set public = $3 where id = $1 and account_id = $2
