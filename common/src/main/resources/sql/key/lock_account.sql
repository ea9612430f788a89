-- key/lock_account.sql: before keys are counted and made, so that two who make one at the same time
-- count each other's.
select from account where id = $1 for no key update
