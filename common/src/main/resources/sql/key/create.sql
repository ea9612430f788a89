-- key/create.sql: a new key, unless its account has as many as it may: those that are neither revoked
-- nor expired. The account is locked.
-- $1 id, $2 account, $3 digest, $4 kind, $5 name, $6 hint, $7 scopes, $8 models, $9 addresses,
-- $10 to $14 limits, $15 project, $16 expires at, $17 now, $18 most
insert into api_key (id, account_id, sha256, kind, name, hint, scopes, allowed_models, allowed_ips,
                     requests_per_minute, requests_per_hour, requests_per_day, tokens_per_minute,
                     requests_at_once, project_id, expires_at, created_at, updated_at)
select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $17
 where (select count(*)
          from api_key
         where account_id = $2 and revoked_at is null and (expires_at is null or expires_at > $17)) < $18
