-- key/list.sql: the keys of an account, latest first, behind one of them or from the start. An account
-- has few enough keys for the index by account to do. A key is never deleted, so its place holds.
-- $1 account, $2 the key that was told last or null, $3 how many, $4 whether revoked ones are told
select k.id, k.account_id, a.name as account_name, k.sha256, k.kind, k.name, k.hint, k.scopes,
       k.allowed_models, k.allowed_ips, k.requests_per_minute, k.requests_per_hour, k.requests_per_day,
       k.tokens_per_minute, k.requests_at_once, k.project_id, k.created_at, k.updated_at, k.expires_at,
       k.last_used_at, k.revoked_at, k.replaced_by
  from api_key k
  join account a on a.id = k.account_id
 where k.account_id = $1
   and ($2::uuid is null
        or (k.created_at, k.id) < (select p.created_at, p.id from api_key p where p.id = $2 and p.account_id = $1))
   and ($4 or k.revoked_at is null)
 order by k.created_at desc, k.id desc
 limit $3
