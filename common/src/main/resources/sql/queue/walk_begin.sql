-- From which offset to walk. The row's lock keeps other workers off; none is returned while one walks.
with made as (
  insert into dispatch_walk (lane, partition, walked) values ($1, $2, 0)
  on conflict do nothing
  returning walked
), locked as (
  select walked from dispatch_walk where lane = $1 and partition = $2 for update skip locked
)
select walked from made union all select walked from locked
