-- How many of one account's files the filters of the lists let through, counted up to $12.
-- $1 account, $2 now, $3 tags, $4 how many of them it must have, $5 part of its name, $6 beginning of
-- its media type, $7 sources, $8 whether inputs pass beside those, $9 favourites only, $10 request,
-- $11 role
select count(*) as total
  from (select
          from file f
         where f.account_id = $1
           and f.expired_at is null
           and (f.expires_at is null or f.expires_at > $2 or file_end(f) is null)
           and ($3::uuid[] is null
                or f.id = any (array(select ft.file_id from file_tag ft where ft.tag_id = any($3)
                                      group by ft.file_id having count(*) >= $4)))
           and ($5::text is null or position(lower($5) in lower(f.name)) > 0)
           and ($6::text is null or starts_with(lower(f.content_type), lower($6)))
           and ($7::text[] is null
                or f.source = any($7)
                or ($8 and exists (select from file_use u where u.file_id = f.id)))
           and (not $9 or f.favourite)
           and ($10::uuid is null
                or f.id = any (array(select o.id from file o where o.request_id = $10 and coalesce($11::text, 'output') = 'output'
                                     union all
                                     select u.file_id from file_use u
                                      where u.request_id = $10 and coalesce($11::text, 'input') = 'input')))
           and ($10::uuid is not null or $11::text is null
                or ($11 = 'output' and f.request_id is not null)
                or ($11 = 'input' and exists (select from file_use u where u.file_id = f.id)))
         limit $12) as found
