-- Takes deliveries that are due. Each account's receiver is a line. No line, no account and no
-- receiver gets more than its share, so that a receiver that hangs takes nobody else's place however
-- much waits for it. The walk over the lines costs a step a line, at any length of them; it is cut
-- off after some and goes on there next time.
with recursive line as (
  (select account_id, receiver, due_at, 1 as step
     from webhook_delivery
    where due_at is not null and (account_id, receiver) > ($1::uuid, $2::text)
    order by account_id, receiver, due_at
    limit 1)
  union all
  select n.account_id, n.receiver, n.due_at, l.step + 1
    from line l
   cross join lateral (
     select account_id, receiver, due_at
       from webhook_delivery
      where due_at is not null and (account_id, receiver) > (l.account_id, l.receiver)
      order by account_id, receiver, due_at
      limit 1) n
   where l.step < $3
), busy as (
  select * from unnest($4::uuid[], $5::text[], $6::integer[]) as b (account_id, receiver, taken)
), candidate as (
  select d.request_id, d.event, d.due_at, l.account_id, l.receiver,
         row_number() over (partition by l.account_id, l.receiver order by d.due_at) as of_line,
         row_number() over (partition by l.account_id order by d.due_at)
           + coalesce((select sum(taken) from busy b where b.account_id = l.account_id), 0) as of_account,
         row_number() over (partition by l.receiver order by d.due_at)
           + coalesce((select sum(taken) from busy b where b.receiver = l.receiver), 0) as of_receiver
    from line l
    left join busy on busy.account_id = l.account_id and busy.receiver = l.receiver
   cross join lateral (
     select request_id, event, due_at
       from webhook_delivery
      where account_id = l.account_id and receiver = l.receiver and due_at <= $10
      order by due_at
      limit greatest($7::integer - coalesce(busy.taken, 0), 0)) d
   where l.due_at <= $10
), due as (
  select request_id, event
    from candidate
   where of_account <= $8 and of_receiver <= $9
   order by of_line, due_at
   limit $11
), taken as (
  select w.request_id, w.event
    from due
    join webhook_delivery w on w.request_id = due.request_id and w.event = due.event
   where w.due_at <= $10
     for update of w skip locked
), claimed as (
  update webhook_delivery w
     set status = 'delivering', due_at = $12, claimed_by = $13, updated_at = $10
    from taken
   where w.request_id = taken.request_id and w.event = taken.event
  returning w.request_id, w.event, w.account_id, w.receiver, w.url, w.attempts
), walked as (
  select account_id, receiver, step from line order by step desc limit 1
)
select c.request_id, c.event, c.account_id, c.receiver, c.url, c.attempts,
       w.account_id as walked_account, w.receiver as walked_receiver, coalesce(w.step, 0) as steps
  from (select 1) one
  left join walked w on true
  left join claimed c on true
