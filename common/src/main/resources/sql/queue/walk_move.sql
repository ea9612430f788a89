-- Gives requests their new place in the dispatch topic; those that were claimed meanwhile keep theirs.
update request r
   set dispatch_partition = m.partition, dispatch_offset = m.dispatch_offset
  from unnest($1::uuid[], $2::integer[], $3::bigint[]) as m (id, partition, dispatch_offset)
 where r.id = m.id and r.status = 'IN_QUEUE'
