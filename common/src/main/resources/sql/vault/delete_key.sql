-- vault/delete_key.sql: requests keep the ids of keys that are gone. $1 account, $2 key
delete from provider_key where account_id = $1 and id = $2
