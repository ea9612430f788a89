-- A new secret comes into use and the old one signs on for a while. When too many still sign nothing
-- happens: dropping one of them early would break its receivers. Of two rotations at once the index
-- on the secret in use refuses one.
with room as (
  select 1 from (select count(*) as signing from webhook_secret
                  where account_id = $1 and (signs_until is null or signs_until > $3)) s
   where s.signing < $5
), ended as (
  delete from webhook_secret where account_id = $1 and signs_until <= $3
), retired as (
  update webhook_secret set signs_until = $4
   where account_id = $1 and signs_until is null and exists (select from room)
  returning 1
)
insert into webhook_secret (account_id, secret, created_at)
select $1, $2, $3 from room, (select count(*) from retired) r
returning secret
