-- A new api process, or one that was taken for dead and begins anew under another id.
insert into api_node (id, host, started_at, heartbeat_at) values ($1, $2, $3, $3)
on conflict (id) do update set heartbeat_at = excluded.heartbeat_at
