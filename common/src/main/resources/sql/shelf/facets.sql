-- How many files there are of each sort, among the newest $7 that the filters let through.
-- $1 to $6 as in list_newest.sql.
select count(*) as everything,
       count(*) filter (where favourite) as favourites,
       count(*) filter (where source = 'upload') as uploads,
       count(*) filter (where source = 'output') as outputs,
       count(*) filter (where source = 'external') as external,
       count(*) filter (where input) as inputs
  from (select f.favourite, f.source, exists (select from file_use u where u.file_id = f.id) as input
          from file f
         where f.account_id = $1
           and f.expired_at is null
           and (f.expires_at is null or f.expires_at > $2 or file_end(f) is null)
           and ($3::uuid[] is null
                or f.id = any (array(select ft.file_id from file_tag ft where ft.tag_id = any($3)
                                      group by ft.file_id having count(*) >= $4)))
           and ($5::text is null or position(lower($5) in lower(f.name)) > 0)
           and ($6::text is null or starts_with(lower(f.content_type), lower($6)))
         order by f.created_at desc
         limit $7) as found
