-- key/owner.sql: whose a key is and what it may do, revoked and expired ones included: their callers
-- are told so. $1 digest
select k.id, k.account_id, k.kind, a.plan, k.scopes, k.allowed_models, k.allowed_ips,
       k.requests_per_minute, k.requests_per_hour, k.requests_per_day, k.tokens_per_minute,
       k.requests_at_once, k.expires_at, k.revoked_at
  from api_key k
  join account a on a.id = k.account_id
 where k.sha256 = $1
