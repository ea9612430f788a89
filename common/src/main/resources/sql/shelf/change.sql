-- Changes what is given of a file that can be read. $6: now
update file f
   set public = coalesce($3, public), name = coalesce($4, name), favourite = coalesce($5, favourite)
 where id = $1 and account_id = $2
   and expired_at is null
   and (expires_at is null or expires_at > $6 or file_end(f) is null)
