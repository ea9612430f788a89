-- A key that came again on its day, after it had run out or as another first sending, now stands for
-- the later request.
insert into idempotency_key (day, account_id, key_hash, body_hash, request_id, created_at)
select (created_at at time zone 'UTC')::date, account_id, key_hash, body_hash, request_id, created_at
  from unnest($1::uuid[], $2::bytea[], $3::bytea[], $4::uuid[], $5::timestamptz[])
    as kept (account_id, key_hash, body_hash, request_id, created_at)
    on conflict (account_id, key_hash, day) do update
   set body_hash = excluded.body_hash, request_id = excluded.request_id,
       created_at = excluded.created_at
