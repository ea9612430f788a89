-- The next requests in the order of their ids, with what the ledger says of each.
-- $1 the last request seen, $2 how many
with page as materialized (
  select id, account_id, status, held, charged, rate_card, usage::text as usage
    from request
   where id > $1
   order by id
   limit $2
)
select p.*, e.charges, e.releases, e.charge, e.released, e.entry_card, b.refunded
  from page p
 cross join lateral (
   select count(*) filter (where kind = 'charge') as charges,
          count(*) filter (where kind = 'release') as releases,
          coalesce(-sum(amount), 0)::bigint as charge,
          coalesce(sum(l.released), 0)::bigint as released,
          min(l.rate_card) filter (where kind = 'charge') as entry_card
     from ledger_entry l
    where l.request_id = p.id and l.kind in ('charge', 'release')) e
 cross join lateral (
   select coalesce(sum(amount), 0)::bigint as refunded
     from ledger_entry l
    where l.request_id = p.id and l.kind = 'refund') b
 order by p.id
