-- Takes a tag off a file of the account; says whether there is such a file.
with f as (
  select id from file where id = $1 and account_id = $2 and expired_at is null
), taken as (
  delete from file_tag where file_id in (select id from f) and tag_id = $3
)
select count(*) as files from f
