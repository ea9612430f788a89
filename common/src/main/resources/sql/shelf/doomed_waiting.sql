-- How many objects should be deleted by $1 and are not, counted up to $2, and since when the first.
select count(*) as waiting, min(since) as oldest
  from (select coalesce(tried_since, due_at) as since
          from doomed_object
         where coalesce(tried_since, due_at) <= $1
         order by coalesce(tried_since, due_at)
         limit $2) as found
