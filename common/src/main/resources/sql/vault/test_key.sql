-- vault/test_key.sql: what a provider said of a key, unless the key was changed since it was read.
-- $1 account, $2 key, $3 when it was last changed, $4 tested at, $5 valid
update provider_key
   set tested_at = $4, tested_valid = $5
 where account_id = $1 and id = $2 and updated_at = $3
