-- A file that can be read, locked: its tags change one after the other, and it does not expire meanwhile.
select id from file f
 where id = $1 and account_id = $2
   and expired_at is null
   and (expires_at is null or expires_at > $3 or file_end(f) is null)
   for no key update
