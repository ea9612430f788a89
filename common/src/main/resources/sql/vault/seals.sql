-- vault/seals.sql: what lies under another master key than the current one, in the order of ids, which
-- no two stores share. What is not sealed has no master key. $1 current master key, $2 the last id that was seen or null, $3 how many
select store, account_id, id, master_key, wrapped_key, ciphertext
  from (select 'PROVIDER_KEY' as store, account_id, id, master_key, wrapped_key, ciphertext
          from provider_key
         union all
        select 'SECRET', account_id, id, master_key, wrapped_key, ciphertext
          from secret
         union all
        select 'WEBHOOK_SECRET', account_id, id, master_key, wrapped_key, ciphertext
          from webhook_secret) as stored
 where master_key <> $1 and ($2::uuid is null or id > $2)
 order by id
 limit $3
