-- Accounts whose money is not what it follows from, and how many there are. Each table is read once and
-- added up by account: asked account by account, the largest one would spoil the plan for all others.
-- $1 how many to show
with entries as (
  select account_id, sum(amount)::bigint as ledger from ledger_entry group by account_id
), in_flight as (
  select account_id, sum(held)::bigint as requests
    from request where finished_at is null group by account_id
), in_slices as (
  select account_id, sum(amount)::bigint as slices from credit_slice group by account_id
), books as (
  select a.id as account_id, a.balance, a.held, coalesce(e.ledger, 0) as ledger,
         coalesce(f.requests, 0) as requests, coalesce(s.slices, 0) as slices
    from account a
    left join entries e on e.account_id = a.id
    left join in_flight f on f.account_id = a.id
    left join in_slices s on s.account_id = a.id
)
select *, count(*) over () as total
  from books
 where balance <> ledger or held <> requests + slices
 order by account_id
 limit $1
