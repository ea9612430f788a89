-- vault/count_seals.sql: how much lies under another master key than this one. $1 master key
select (select count(*) from provider_key where master_key <> $1)
     + (select count(*) from secret where master_key <> $1)
     + (select count(*) from webhook_secret where master_key <> $1) as stored
