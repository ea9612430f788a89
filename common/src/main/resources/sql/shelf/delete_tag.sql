-- Takes a tag off all files and forgets it.
delete from tag where id = $1 and account_id = $2
