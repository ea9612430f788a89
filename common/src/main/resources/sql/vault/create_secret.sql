-- vault/create_secret.sql: a new secret, unless its account has as many as it may. The account is
-- locked. $1 id, $2 account, $3 only for, $4 name, $5 kind, $6 audience, $7 description, $8 master key,
-- $9 wrapped key, $10 ciphertext, $11 now, $12 most
insert into secret (id, account_id, only_for_key, name, kind, audience, description, master_key,
                    wrapped_key, ciphertext, created_at, updated_at)
select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11
 where (select count(*) from secret where account_id = $2) < $12
