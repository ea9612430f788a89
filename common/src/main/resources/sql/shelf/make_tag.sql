-- The account's tag of this name, made if there is none and it has fewer than $5.
with there as (
  select id, name, created_at from tag where account_id = $2 and lower(name) = lower($3)
), made as (
  insert into tag (id, account_id, name, created_at)
  select $1, $2, $3, $4
   where not exists (select from there)
     and (select count(*) from tag where account_id = $2) < $5
  returning id, name, created_at
)
select * from there
union all
select * from made
