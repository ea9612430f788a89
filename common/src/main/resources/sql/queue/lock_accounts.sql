-- Locks accounts before anything else of a transaction is locked, always in the order of their ids:
-- admissions, settlements and cancels then wait for each other instead of dead-locking.
select id, balance, held
  from account
 where id = any($1)
 order by id
   for no key update
