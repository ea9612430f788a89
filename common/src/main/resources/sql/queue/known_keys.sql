-- What these keys stand for, the latest of each. Where the accounts are locked no other admission adds
-- to them before this one ends; where they are not, keep_keys looks again.
select distinct on (k.account_id, k.key_hash)
       k.account_id, k.key_hash, k.body_hash, k.request_id, k.created_at
  from unnest($1::uuid[], $2::bytea[]) as asked (account_id, key_hash)
  join idempotency_key k on k.account_id = asked.account_id and k.key_hash = asked.key_hash
 where k.day between $3 and $4
 order by k.account_id, k.key_hash, k.created_at desc
