-- account/post.sql: what an operator moves (credit, adjustment, refund), once for each idempotency
-- key. Entry and balance change in one statement. The account is locked first: whoever posts to it,
-- admits or settles for it at the same time waits, so what is compared here is what is changed.
-- An amount that the account does not cover, or more than was charged, writes nothing; so does a
-- repeated key, and a second refund. The row says what stands around it; none: no such account.
-- $1 account, $2 at, $3 kind, $4 amount or null for the whole charge, $5 request or null, $6 reason,
-- $7 idempotency key or null
with purse as (
  select id, balance, held from account where id = $1 for no key update
), charge as (
  select -e.amount as amount, e.rate_card
    from purse p
    join ledger_entry e on e.request_id = $5::uuid and e.kind = 'charge' and e.account_id = p.id
), wanted as (
  select p.id, coalesce($4::bigint, c.amount) as amount, c.rate_card
    from purse p left join charge c on true
   where case $3::text when 'refund' then coalesce($4::bigint, c.amount) <= c.amount
                       else p.balance + $4::bigint >= p.held end
), entry as (
  insert into ledger_entry (account_id, at, kind, amount, request_id, rate_card, reason, idempotency_key)
  select id, $2, $3::text, amount, $5::uuid, rate_card, $6, $7 from wanted
  on conflict do nothing
  returning id, account_id, amount
), moved as (
  update account a set balance = a.balance + e.amount from entry e where a.id = e.account_id
)
select e.id, e.amount, p.balance - p.held as available, c.amount as charge, c.rate_card,
       exists (select from request r where r.id = $5::uuid and r.account_id = p.id) as request_known
  from purse p
  left join entry e on true
  left join charge c on true
