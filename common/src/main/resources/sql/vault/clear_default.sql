-- vault/clear_default.sql: before another provider key becomes the default. The account is locked.
-- $1 account, $2 provider, $3 only for, $4 the key that becomes it, $5 now
update provider_key
   set is_default = false, updated_at = $5
 where account_id = $1 and provider = $2 and only_for_key is not distinct from $3 and is_default and id <> $4
