-- balance/remove_alert.sql: remove an account's alert; what it has not told yet goes with it.
delete from balance_alert where account_id = $1
