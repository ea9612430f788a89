-- key/update.sql: other terms for a key. No row when it is not as it was read, was revoked, or has a
-- successor.
-- $1 account, $2 key, $3 when it was last changed, $4 name, $5 scopes, $6 models, $7 addresses,
-- $8 to $12 limits, $13 project, $14 expires at, $15 now
update api_key
   set name = $4, scopes = $5, allowed_models = $6, allowed_ips = $7, requests_per_minute = $8,
       requests_per_hour = $9, requests_per_day = $10, tokens_per_minute = $11, requests_at_once = $12,
       project_id = $13, expires_at = $14, updated_at = $15
 where account_id = $1 and id = $2 and updated_at = $3 and revoked_at is null and replaced_by is null
