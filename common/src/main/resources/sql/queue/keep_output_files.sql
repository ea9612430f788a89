-- Files that were made by those of the attempts that this transaction has ended. A row's xmin says which
-- transaction wrote it.
insert into file (id, account_id, request_id, object_key, name, content_type, size, source, created_at,
                  expires_at)
select f.id, r.account_id, r.id, f.object_key, f.name, f.content_type, f.size, 'output', r.finished_at,
       r.finished_at + r.files_seconds * interval '1 second'
  from unnest($1::uuid[], $2::integer[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::bigint[])
    as f (request_id, attempt, id, object_key, name, content_type, size)
  join request r on r.id = f.request_id and r.attempt = f.attempt
 where r.xmin = pg_current_xact_id()::xid and r.finished_at is not null
