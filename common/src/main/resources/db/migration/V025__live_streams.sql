-- The streamed answers that are under way, so that their callers can list them, and stop them, on
-- whichever api process they run. Nothing is settled by it: a crash of the database may empty it, and
-- the streams go on.

create unlogged table live_stream (
  request_id uuid        primary key,
  account_id uuid        not null,
  key_id     uuid        not null,
  model      text        not null,
  face       text        not null, -- the protocol: the word of a dialect, or run
  node_id    uuid        not null, -- the api process; rows of one that does not live are not seen
  started_at timestamptz not null
);
create index live_stream_of_account on live_stream (account_id, started_at, request_id);
create index live_stream_of_node on live_stream (node_id);
