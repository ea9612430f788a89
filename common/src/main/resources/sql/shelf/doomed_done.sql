-- Forgets objects that the store has deleted.
delete from doomed_object where object_key = any($1)
