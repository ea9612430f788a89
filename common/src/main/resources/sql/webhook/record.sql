-- What attempts came to. A delivery that another worker has taken meanwhile is left to it.
with attempted as (
  select *
    from unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[], $5::integer[], $6::text[])
      as a (request_id, event, status, due_at, response, error)
), mine as (
  select d.request_id, d.event
    from webhook_delivery d
    join attempted a on a.request_id = d.request_id and a.event = d.event
   where d.claimed_by = $7
   order by d.request_id, d.event
     for update of d
)
update webhook_delivery d
   set status = a.status, attempts = d.attempts + 1, due_at = a.due_at, claimed_by = null,
       last_response_status = a.response, last_error = a.error, updated_at = $8,
       delivered_at = case when a.status = 'delivered' then $8::timestamptz end
  from attempted a
  join mine m on m.request_id = a.request_id and m.event = a.event
 where d.request_id = a.request_id and d.event = a.event
