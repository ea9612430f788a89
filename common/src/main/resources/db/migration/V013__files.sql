-- Files: uploads under way, what requests use them, how long they live, and how their bytes go.

-- How long the files of a request's output live after its end; null: for ever.
alter table request add column files_seconds integer;
alter table request add constraint request_files_seconds_positive check (files_seconds > 0);

-- A payload too large for a row lies in S3, and the row names it.
alter table request_payload alter column body drop not null;
alter table request_payload add column object_key text;
alter table request_payload add constraint request_payload_somewhere check (num_nonnulls(body, object_key) = 1);
alter table unstored_input alter column body drop not null;
alter table unstored_input add column object_key text;
alter table unstored_input add constraint unstored_input_somewhere check (num_nonnulls(body, object_key) = 1);
alter table unstored_output alter column body drop not null;
alter table unstored_output add column object_key text;
alter table unstored_output add constraint unstored_output_somewhere check (num_nonnulls(body, object_key) = 1);

-- A file that is past its time keeps its row for a while, so that its URL can say so (410).
alter table file
  add column public     boolean     not null default false, -- anyone who has its URL may read it
  add column favourite  boolean     not null default false, -- does not expire while it is one
  add column sha256     bytea,                              -- of its bytes, where it is known
  add column expires_at timestamptz,                        -- null: never
  add column expired_at timestamptz,                        -- its bytes are gone since then
  add column thumbnail  text        not null default 'unmade',
  drop constraint file_source_known,
  add constraint file_source_known check (source in ('upload', 'output', 'external')),
  add constraint file_sha256_is_one check (length(sha256) = 32),
  add constraint file_thumbnail_known check (thumbnail in ('unmade', 'made', 'impossible'));
create index file_by_expiry on file (expires_at) where expires_at is not null and expired_at is null;
create index file_by_end on file (expired_at) where expired_at is not null;

-- An upload that has begun. It becomes the file of the same id once its bytes are there and are what
-- was declared; until then nobody sees a file.
create table upload (
  id            uuid        primary key,
  account_id    uuid        not null references account,
  way           text        not null, -- how its bytes come
  object_key    text        not null unique,
  name          text        not null,
  content_type  text        not null,
  size          bigint,               -- as declared; null: not declared
  sha256        bytea,                -- as declared; null: not declared
  largest       bigint      not null, -- more bytes than these are refused, by the plan at its beginning
  public        boolean     not null default false,
  files_seconds integer,              -- how long the file lives from its completion; null: for ever
  multipart_id  text,                 -- the store's own id of a multipart upload
  created_at    timestamptz not null,
  expires_at    timestamptz not null, -- abandoned when it is not complete by then
  constraint upload_way_known check (way in ('put', 'multipart', 'chunks', 'relay')),
  constraint upload_size_within_bounds check (size between 0 and largest),
  constraint upload_sha256_is_one check (length(sha256) = 32),
  constraint upload_files_seconds_positive check (files_seconds > 0)
);
create index upload_by_account on upload (account_id, id);
create index upload_by_expiry on upload (expires_at);

-- Chunks of an upload that comes as JSON; each lies in the store under a key of its own.
create table upload_chunk (
  upload_id  uuid    not null references upload on delete cascade,
  number     integer not null,
  object_key text    not null,
  size       bigint  not null,
  sha256     bytea   not null,
  primary key (upload_id, number),
  constraint upload_chunk_counts check (number >= 0 and size >= 0 and length(sha256) = 32)
);

-- Which requests took a file as an input. What came out of a request names it in file.request_id.
create table file_use (
  file_id    uuid     not null references file on delete cascade,
  request_id uuid     not null,
  position   smallint not null,
  primary key (file_id, request_id)
);
create index file_use_by_request on file_use (request_id);

create table tag (
  id         uuid        primary key,
  account_id uuid        not null references account,
  name       text        not null,
  created_at timestamptz not null,
  constraint tag_name_length check (length(name) between 1 and 64)
);
create unique index tag_by_name on tag (account_id, lower(name));

create table file_tag (
  file_id uuid not null references file on delete cascade,
  tag_id  uuid not null references tag on delete cascade,
  primary key (file_id, tag_id)
);
create index file_tag_by_tag on file_tag (tag_id);

-- Objects that are to be deleted. The row is written in the transaction that makes an object nobody's,
-- and goes when the store has deleted it, so that no deletion is forgotten.
create table doomed_object (
  object_key text        primary key,
  due_at     timestamptz not null
);
create index doomed_object_by_due on doomed_object (due_at);

-- Until when a file lives: never ends what is a favourite, has a tag, or is an input of a request.
create function file_end(f file) returns timestamptz language sql stable as $$
  select case when f.favourite
                or exists (select from file_tag t where t.file_id = f.id)
                or exists (select from file_use u where u.file_id = f.id)
              then null
              else f.expires_at end
$$;
