-- What accounts have and hold, as it stands; nothing is locked, so it may be news by the time it is read.
select id, balance, held
  from account
 where id = any($1)
