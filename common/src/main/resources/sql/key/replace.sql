-- key/replace.sql: names the successor of a key, and its end, which can only come nearer. No row when
-- the key is not as it was read, was revoked, or has a successor already.
-- $1 account, $2 key, $3 when it was last changed, $4 successor, $5 its end, $6 now
update api_key
   set replaced_by = $4, expires_at = least(expires_at, $5), updated_at = $6
 where account_id = $1 and id = $2 and updated_at = $3 and revoked_at is null and replaced_by is null
