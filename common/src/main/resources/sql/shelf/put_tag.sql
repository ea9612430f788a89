-- Puts a tag on a file that is locked, if the file has fewer than $4 tags. One that is there stays.
with t as (
  select id from tag where id = $2 and account_id = $3 for key share
), there as (
  select tag_id from file_tag where file_id = $1 and tag_id = $2
), put as (
  insert into file_tag (file_id, tag_id)
  select $1, t.id from t
   where not exists (select from there)
     and (select count(*) from file_tag where file_id = $1) < $4
  returning tag_id
)
select exists (select from t) as known,
       exists (select from there) or exists (select from put) as has_it
