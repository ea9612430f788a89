-- configuration/delete.sql: requests that followed it keep its id. $1 account, $2 configuration
delete from model_config where account_id = $1 and id = $2
