-- begin_upload.sql: keep an upload, unless the account has as many under way, or as many bytes, as it
-- may. The bytes count only where there is a limit. Says which limit it was: 0 is none.
-- Runs behind lock_uploads.sql, in a statement of its own: it has to see what was kept before.
with standing as (
  select (select count(*) from upload where account_id = $2::uuid and expires_at > $13::timestamptz) as unfinished,
         case when $15::bigint is not null then
           (select coalesce(sum(size), 0) from file where account_id = $2 and expired_at is null)
           + (select coalesce(sum(size), 0) from upload where account_id = $2)
         end as bytes
), verdict as (
  select case when unfinished >= $14::integer then 1
              when bytes + coalesce($7::bigint, 1) > $15::bigint then 2
              else 0 end as reached
    from standing
), kept as (
  insert into upload (id, account_id, way, object_key, name, content_type, size, sha256, largest, public,
                      files_seconds, multipart_id, created_at, expires_at, look_at)
  select $1::uuid, $2::uuid, $3::text, $4::text, $5::text, $6::text, $7::bigint, decode($8, 'hex'), $9::bigint,
         $10::boolean, $11::integer, $12::text, $13::timestamptz, $16::timestamptz,
         case when $3 = 'put' then least($13::timestamptz + interval '30 seconds', $16::timestamptz)
              else $16::timestamptz end
    from verdict where reached = 0
)
select reached from verdict
