-- Raises holds that were found to be covered before, on the accounts and on the caps that each key falls
-- under; a key may be null where it is not known. A daily cap counts what was spent on day $4 or later.
-- Accounts are taken in the order of their ids, as by all who take several, and caps behind them. Fails
-- with ML409, or breaks account_covers_its_holds, when the credit is not there any more.
with by_key as materialized (
  select account_id, key_id, sum(amount)::bigint as amount
    from unnest($1::uuid[], $2::uuid[], $3::bigint[]) as w (account_id, key_id, amount)
   group by account_id, key_id
), by_account as materialized (
  select account_id, sum(amount)::bigint as amount from by_key group by account_id order by account_id
), funded as (
  update account a
     set held = a.held + b.amount
    from by_account b
   where a.id = b.account_id
  returning a.id
), capped as (
  update spend_cap c
     set held = c.held + k.amount
    from (select s.id, sum(b.amount)::bigint as amount
            from funded f -- so that the account is taken before
            join by_key b on b.account_id = f.id
            join spend_cap s on s.account_id = b.account_id and (s.key_id is null or s.key_id = b.key_id)
           group by s.id) k
   where c.id = k.id
  returning c.held <= c.amount - case when c.period = 'total' or c.spent_on >= $4::date then c.spent else 0 end as covered
)
select refuse_holds()
 where (select count(*) from funded) <> (select count(*) from by_account)
    or not (select coalesce(bool_and(covered), true) from capped)
