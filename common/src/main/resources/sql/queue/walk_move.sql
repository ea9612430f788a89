-- Gives requests their new place in the dispatch topic; those that were claimed meanwhile keep theirs.
-- In the order of their ids, as they are claimed.
update request r
   set dispatch_partition = m.partition, dispatch_offset = m.dispatch_offset
  from (select *
          from unnest($1::uuid[], $2::integer[], $3::bigint[]) as given (id, partition, dispatch_offset)
         order by id) m
 where r.id = m.id and r.status = 'IN_QUEUE'
