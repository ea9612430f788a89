-- Which files requests take, in the order in which their inputs name them.
insert into file_use (file_id, request_id, position)
select u.* from unnest($1::uuid[], $2::uuid[], $3::smallint[]) as u (file_id, request_id, position)
  join file f on f.id = u.file_id -- one that was deleted a moment ago is missed when it is read
