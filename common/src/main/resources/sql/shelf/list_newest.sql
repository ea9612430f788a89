-- One account's files, newest first, by whatever filters are given. Planned anew for each call: then
-- a filter that is not given folds away. What belongs to tags or to a request is looked up first, so
-- that a rare tag does not read all files. What is shown of a file is looked up for the page alone.
-- $1 account, $2 now, $3 tags, $4 how many of them it must have, $5 part of its name, $6 beginning of
-- its media type, $7 sources, $8 whether inputs pass beside those, $9 favourites only, $10 request,
-- $11 role, $12 and $13 only behind this one, $14 how many to skip, $15 how many to answer
select f.id, f.account_id, f.object_key, f.name, f.content_type, f.size, f.source, f.created_at,
       file_end(f) as ends_at, f.expired_at, f.public, f.favourite,
       f.thumbnail <> 'impossible' and f.content_type like 'image/%' as has_thumbnail,
       array(select t.id from file_tag ft join tag t on t.id = ft.tag_id where ft.file_id = f.id
              order by lower(t.name)) as tag_ids,
       array(select t.name from file_tag ft join tag t on t.id = ft.tag_id where ft.file_id = f.id
              order by lower(t.name)) as tag_names,
       array(select t.created_at from file_tag ft join tag t on t.id = ft.tag_id where ft.file_id = f.id
              order by lower(t.name)) as tag_times
  from file f
 where f.id = any (array(
                 select f.id
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
                    and ($12::timestamptz is null or (f.created_at, f.id) < ($12, $13::uuid))
                  order by f.created_at desc, f.id desc
                 offset $14
                  limit $15))
 order by f.created_at desc, f.id desc
