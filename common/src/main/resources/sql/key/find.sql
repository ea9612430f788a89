-- key/find.sql: a key of an account. $1 account, $2 key
select k.id, k.account_id, a.name as account_name, k.sha256, k.kind, k.name, k.hint, k.scopes,
       k.allowed_models, k.allowed_ips, k.requests_per_minute, k.requests_per_hour, k.requests_per_day,
       k.tokens_per_minute, k.requests_at_once, k.project_id, k.created_at, k.updated_at, k.expires_at,
       k.last_used_at, k.revoked_at, k.replaced_by
  from api_key k
  join account a on a.id = k.account_id
 where k.account_id = $1 and k.id = $2
