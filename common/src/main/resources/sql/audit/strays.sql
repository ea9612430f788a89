-- Ledger entries that name a request which their account does not have, and how many there are.
-- $1 how many to show
select e.id, e.account_id, e.request_id, e.kind, r.account_id as owner, count(*) over () as total
  from ledger_entry e
  left join request r on r.id = e.request_id
 where e.request_id is not null and r.account_id is distinct from e.account_id
 order by e.id
 limit $1
