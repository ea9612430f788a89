-- Deadlines that were looked at have done their duty: what runs by now keeps them itself.
delete from request_deadline d
 using unnest($1::timestamptz[], $2::uuid[]) as o (due_at, request_id)
 where d.due_at = o.due_at and d.request_id = o.request_id
