-- Files: found again quickly, counted, and cleared away.

-- How many bytes an account has stored is asked at each upload that a plan limits (begin_upload.sql):
-- read from this index alone.
create index file_by_stored_bytes on file (account_id) include (size) where expired_at is null;
create index file_by_favourite on file (account_id, created_at, id) where favourite;

-- Ids of outputs are not in the order of time, so lists go by the time itself.
create index file_by_time on file (account_id, created_at, id);

-- due_at moves with each try to delete an object; what it was at first says how long it has waited.
alter table doomed_object add column tried_since timestamptz;
create index doomed_object_by_wait on doomed_object ((coalesce(tried_since, due_at)));

-- How far the walk through the store has come. One row, so one walk at a time.
create table orphan_walk (
  one_row   boolean     primary key default true,
  mark      uuid        not null default gen_random_uuid(), -- lies in the store as well: it is ours
  prefix    text        not null default '',                -- '' : the next walk has not begun
  after     text        not null default '',                -- the last key of the page before
  due_at    timestamptz not null default '-infinity',
  walked_at timestamptz,                                    -- the end of the last whole walk
  constraint orphan_walk_is_one check (one_row)
);
insert into orphan_walk default values;
