-- Which requests have moved past the transition that was last heard of; by primary key.
select r.id, r.sequence
  from unnest($1::uuid[], $2::integer[]) as heard (id, sequence)
  join request r on r.id = heard.id
 where r.sequence > heard.sequence
