-- Writes down which streams of a node have begun and which have ended. A stream is never in both
-- lists. A node that begins anew under another id takes its streams along.
with gone as (
  delete from live_stream where request_id = any($7)
)
insert into live_stream (request_id, account_id, key_id, model, face, started_at, node_id)
select begun.*, $8
  from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::timestamptz[]) begun
    on conflict (request_id) do update set node_id = excluded.node_id
