-- A file of an account as its owner manages it, also one that has expired lately.
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
 where f.id = $1 and f.account_id = $2
