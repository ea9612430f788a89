-- Changes what a node holds of accounts, and tells those who asked for something of it that it has
-- answered. The accounts and the node are locked.
with move as (
  select *
    from unnest($2::uuid[], $3::uuid[], $4::bigint[], $5::boolean[])
      as m (account_id, key_id, delta, spare)
), moved as (
  merge into credit_slice s
  using move m on s.account_id = m.account_id and s.key_id = m.key_id and s.node_id = $1
   when matched and s.amount + m.delta = 0 then
        delete
   when matched then
        update set amount = s.amount + m.delta, spare = m.spare, recalled_at = null
   when not matched and m.delta > 0 then
        insert (account_id, key_id, node_id, amount, spare)
        values (m.account_id, m.key_id, $1, m.delta, m.spare)
  returning m.account_id, old.recalled_at
), turned as (
  update api_node set turn = turn + 1 where id = $1
)
select pg_notify('millrace_till', 'news ' || account_id)
  from (select distinct account_id from moved where recalled_at is not null) answered
