-- What a caller may say about a request beside its input, and when it must have started or ended.

alter table request
  add column start_by           timestamptz,           -- FAILED when it has not started by then
  add column finish_by          timestamptz,           -- FAILED when it has not ended by then
  add column stored             boolean not null default true,  -- false: its payloads vanish soon after its end
  add column public             boolean not null default false, -- any key may read it
  add column payloads_purged_at timestamptz,           -- its payloads were deleted before their retention
  add column retry_of           uuid,                  -- submitted again from this request
  add column webhook_url        text,
  add column webhook_events     text[],
  add constraint request_webhook_matches check ((webhook_url is null) = (webhook_events is null)),
  add constraint request_webhook_events_known check (webhook_events <@ array['start', 'completed']);

-- When queued requests must have started or ended. A table of its own, so that the request row needs
-- no index on it; only requests with a deadline stand here.
create table request_deadline (
  due_at     timestamptz not null,
  request_id uuid        not null,
  primary key (due_at, request_id)
);
