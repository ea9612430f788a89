-- Deliveries of what has ended. While the start is not told the end waits. The start's row is locked:
-- whoever ends it at this moment frees this end after it, and not before it is here.
with start as (
  select request_id, status
    from webhook_delivery
   where request_id = any($1::uuid[]) and event = 'start'
   order by request_id
     for update
)
insert into webhook_delivery (request_id, event, account_id, url, status, due_at, created_at, updated_at)
select r.id, 'completed', r.account_id, r.webhook_url, 'pending',
       case when s.status in ('pending', 'delivering') then 'infinity' else $2::timestamptz end, $2, $2
  from request r
  left join start s on s.request_id = r.id
 where r.id = any($1::uuid[]) and 'completed' = any(r.webhook_events) and r.finished_at is not null
on conflict (request_id, event) do nothing
