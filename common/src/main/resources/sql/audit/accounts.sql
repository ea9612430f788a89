-- The next accounts in the order of their ids, with what their money follows from.
-- $1 the last account seen, $2 how many
with page as materialized (
  select id, balance, held from account where id > $1 order by id limit $2
)
select p.id, p.balance, p.held, l.ledger, l.entries, r.requests, s.slices
  from page p
 cross join lateral (
   select coalesce(sum(e.amount), 0)::bigint as ledger, count(*) as entries
     from ledger_entry e where e.account_id = p.id) l
 cross join lateral (
   select coalesce(sum(q.held), 0)::bigint as requests
     from request q where q.account_id = p.id and q.finished_at is null) r
 cross join lateral (
   select coalesce(sum(c.amount), 0)::bigint as slices
     from credit_slice c where c.account_id = p.id) s
 order by p.id
