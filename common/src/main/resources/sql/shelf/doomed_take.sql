-- Takes objects that are due to be deleted; no one else takes them before $2, and so they are tried
-- again then if they could not be deleted.
update doomed_object
   set due_at = $2, tried_since = coalesce(tried_since, due_at)
 where object_key in (select object_key from doomed_object
                       where due_at <= $1
                       order by due_at
                       limit $3
                         for update skip locked)
returning object_key
