-- A secret for each account that has none in use: either as it is, or sealed. $1 accounts, $2 ids,
-- $3 secrets or nulls, $4 master keys, $5 wrapped keys, $6 ciphertexts or nulls, $7 now
insert into webhook_secret (account_id, id, secret, master_key, wrapped_key, ciphertext, created_at)
select s.*, $7
  from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::bytea[], $6::bytea[]) as s
on conflict (account_id) where signs_until is null do nothing
