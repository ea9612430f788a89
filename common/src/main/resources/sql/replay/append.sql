-- Keeps what attempts have said, if they are still their requests' current ones. The share lock makes
-- a take-over pass by until this statement has ended, and this one wait for a take-over: so whoever has
-- taken a request over sees all that the attempt before has said, and nothing comes to it afterwards. What a try kept
-- whose answer was lost is not kept twice.
with current as (
  select r.id
    from (select distinct * from unnest($1::uuid[], $2::integer[]) as a (id, attempt)) a
    join request r on r.id = a.id
   where r.attempt = a.attempt and r.status = 'IN_PROGRESS'
   order by r.id
     for share of r
), kept as (
  insert into response_event (request_id, sequence, name, body)
  select e.id, e.sequence, e.name, e.body
    from unnest($3::uuid[], $4::integer[], $5::text[], $6::text[]) as e (id, sequence, name, body)
    join current on current.id = e.id
  on conflict do nothing
)
select id from current
