-- configuration/clear_default.sql: takes the place of the default from whichever has it of the provider
-- of a configuration, before that one takes it: the index refuses two. The account is locked.
-- $1 account, $2 the one that takes it, $3 now
update model_config
   set is_default = false, updated_at = $3
 where account_id = $1 and is_default and id <> $2
   and provider = (select provider from model_config where account_id = $1 and id = $2)
