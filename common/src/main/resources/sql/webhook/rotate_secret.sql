-- A new secret comes into use and the old one signs on for a while. When too many still sign nothing
-- happens: dropping one of them early would break its receivers. Of two rotations at once the index
-- on the secret in use refuses one. $1 account, $2 now, $3 until when the old one signs, $4 most that
-- sign, $5 id, $6 secret or null, $7 master key, $8 wrapped key, $9 ciphertext or null
with room as (
  select 1 from (select count(*) as signing from webhook_secret
                  where account_id = $1 and (signs_until is null or signs_until > $2)) s
   where s.signing < $4
), ended as (
  delete from webhook_secret where account_id = $1 and signs_until <= $2
), retired as (
  update webhook_secret set signs_until = $3
   where account_id = $1 and signs_until is null and exists (select from room)
  returning 1
)
insert into webhook_secret (account_id, created_at, id, secret, master_key, wrapped_key, ciphertext)
select $1, $2, $5::uuid, $6::text, $7::text, $8::bytea, $9::bytea from room, (select count(*) from retired) r
returning id
