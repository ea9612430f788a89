-- Deletes payloads of requests that ended before $4, of some accounts of a plan and some requests of
-- each; says after which account to go on, nothing when all is done. Walks each account's requests
-- once, from where it was left, and no further than to one that has not ended for so long: the next
-- round begins with that one. Five minutes are left out: an admission may commit that much later.
-- Requests themselves are not written to.
-- $1 plan, $2 whether accounts whose plan is none of $3 have it too, $5 after which account,
-- $6 how many accounts, $7 how many requests of each.
-- One session at a time: whoever finds the lock taken leaves it to the other.
with mine as (
  select pg_try_advisory_xact_lock(hashtext('expire_payloads')) as locked
), chosen as (
  select a.id, coalesce(w.walked, '00000000-0000-0000-0000-000000000000') as since
    from account a
    left join payload_walk w on w.account_id = a.id
   where (select locked from mine)
     and a.id > $5 and (a.plan = $1 or ($2 and a.plan <> all ($3::text[])))
   order by a.id
   limit $6
), met as (
  select r.id, chosen.id as account_id, chosen.since, coalesce(r.finished_at <= $4, false) as is_over
    from chosen
   cross join lateral (
     select id, finished_at
       from request
      where account_id = chosen.id and id >= chosen.since and id < first_request_id($4::timestamptz - interval '5 minutes')
      order by id
      limit $7
   ) r
), over as (
  select id from met where is_over
), payload as (
  delete from request_payload
   where request_id = any (array(select id from over))
     and request_id >= (select id from over order by id limit 1)
  returning object_key
), said as (
  delete from response_event
   where request_id = any (array(select id from over))
     and request_id >= (select id from over order by id limit 1)
), doomed as (
  insert into doomed_object (object_key, due_at)
  select object_key, $4::timestamptz from payload where object_key is not null
  on conflict do nothing
), reached as (
  select account_id, since, count(*) as met,
         coalesce((array_agg(id order by id) filter (where not is_over))[1],
                  (array_agg(id order by id desc))[1]) as walked
    from met
   group by account_id, since
), moved as (
  insert into payload_walk as w (account_id, walked)
  select account_id, walked from reached where walked > since
  on conflict (account_id) do update set walked = excluded.walked
)
select (select count(*) from payload)::integer as payloads,
       case when exists (select from reached where met = $7 and walked > since) then $5
            when (select count(*) from chosen) = $6 then (select id from chosen order by id desc limit 1)
        end as next
