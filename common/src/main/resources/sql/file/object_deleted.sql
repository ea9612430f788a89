-- The store has deleted these.
delete from doomed_object where object_key = any($1)
