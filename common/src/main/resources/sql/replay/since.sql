-- What was said from a place on, and whether the request has ended, for many followers. One snapshot:
-- of a request that has ended here nothing more comes than what is read here, but for the bound. A
-- sub-select for each follower, because a join lets the planner scan whole partitions.
select f.number, r.finished_at is not null as ended, e.name, e.body
  from unnest($1::uuid[], $2::integer[]) with ordinality as f (id, next, number)
  left join request r on r.id = f.id
  left join lateral (
    select sequence, name, body
      from response_event
     where request_id = f.id and sequence >= f.next
     order by sequence
     limit $3
  ) e on true
 order by f.number, e.sequence
