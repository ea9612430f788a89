-- vault/create_key.sql: a new provider key, unless its account has as many as it may. The account is
-- locked. $1 id, $2 account, $3 provider, $4 to $19 as in vault/update_key.sql, $20 most
insert into provider_key (id, account_id, provider, only_for_key, name, preview, is_active, is_default,
                          base_url, models, audience, description, settings, master_key, wrapped_key,
                          ciphertext, created_at, updated_at, tested_at, tested_valid)
select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $16, $17, $18, $19, $19, $14, $15
 where (select count(*) from provider_key where account_id = $2) < $20
