-- An account's tags and how many files have each.
select t.id, t.name, t.created_at,
       (select count(*) from file_tag ft join file f on f.id = ft.file_id
         where ft.tag_id = t.id and f.expired_at is null) as files
  from tag t
 where t.account_id = $1
 order by lower(t.name)
