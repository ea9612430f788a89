-- How many objects wait to be deleted, counted up to $1, and since when the oldest does.
select (select count(*) from (select from doomed_object limit $1) as found) as waiting,
       (select min(doomed_at) from doomed_object) as oldest
