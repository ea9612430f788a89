-- A secret for each account that has none in use.
insert into webhook_secret (account_id, secret, created_at)
select account_id, secret, $3 from unnest($1::uuid[], $2::text[]) as s (account_id, secret)
on conflict (account_id) where signs_until is null do nothing
