-- Spend caps whose amounts are not what they follow from, and how many there are.
-- A daily cap's spending is that of the day it names, which may be long past.
-- $1 how many to show
with in_flight as (
  select account_id, key_id, sum(held) as amount
    from request
   where finished_at is null and account_id in (select account_id from spend_cap)
   group by account_id, key_id
   union all
  select account_id, key_id, sum(amount)
    from credit_slice
   where account_id in (select account_id from spend_cap)
   group by account_id, key_id
), charges as (
  select e.account_id, r.key_id, utc_day(e.at) as day, -sum(e.amount) as amount
    from ledger_entry e
    join request r on r.id = e.request_id
   where e.kind = 'charge' and e.account_id in (select account_id from spend_cap)
   group by e.account_id, r.key_id, utc_day(e.at)
), under_way as (
  select c.id, sum(f.amount)::bigint as amount
    from spend_cap c
    join in_flight f on f.account_id = c.account_id and (c.key_id is null or c.key_id = f.key_id)
   group by c.id
), charged as (
  select c.id, sum(g.amount)::bigint as amount
    from spend_cap c
    join charges g on g.account_id = c.account_id and (c.key_id is null or c.key_id = g.key_id)
                  and (c.period = 'total' or c.spent_on = g.day)
   group by c.id
), caps as (
  select c.id, c.account_id, c.key_id, c.period, c.spent_on, c.held, c.spent,
         coalesce(u.amount, 0) as under_way, coalesce(g.amount, 0) as charged
    from spend_cap c
    left join under_way u using (id)
    left join charged g using (id)
)
select *, count(*) over () as total
  from caps
 where held <> under_way or spent <> charged
 order by id
 limit $1
