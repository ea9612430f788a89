-- Gives the slices of silent nodes back to their accounts, and tells who waits for credit of them. The
-- accounts and then the nodes are locked. Whoever has beaten its heart meanwhile keeps its slices. A
-- node is done with all that it holds or not at all: one that has taken a slice of another account
-- meanwhile waits for the next round.
with dead as materialized (
  select n.id
    from api_node n
   where n.id = any($1) and n.heartbeat_at < $3
     and not exists (select from credit_slice s where s.node_id = n.id and s.account_id <> all($2))
), lost as (
  delete from credit_slice s using dead d where s.node_id = d.id
  returning s.account_id, s.key_id, s.amount, s.recalled_at
), told as (
  select pg_notify('millrace_till', 'news ' || account_id)
    from (select distinct account_id from lost where recalled_at is not null) asked
)
select coalesce(sum(amount), 0)::bigint as amount, (select count(*) from told) as told,
       lower_holds(array_agg(account_id), array_agg(key_id), array_agg(amount)) as lowered
  from lost
