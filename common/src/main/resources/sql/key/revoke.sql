-- key/revoke.sql: ends a key for good. One that was revoked before stays as it was then.
-- $1 account, $2 key, $3 now
update api_key
   set revoked_at = $3, updated_at = $3
 where account_id = $1 and id = $2 and revoked_at is null
