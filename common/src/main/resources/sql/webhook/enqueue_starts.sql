-- Deliveries of what has started. An end is preceded by its start, so that the two keep their order
-- even where the announcement of the start comes late or never. Repeats change nothing.
insert into webhook_delivery (request_id, event, account_id, url, status, due_at, created_at, updated_at)
select id, 'start', account_id, webhook_url, 'pending', $2, $2, $2
  from request
 where id = any($1::uuid[]) and 'start' = any(webhook_events) and started_at is not null
on conflict (request_id, event) do nothing
