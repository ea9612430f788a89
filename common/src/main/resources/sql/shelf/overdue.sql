-- Files whose time has come, locked. Those that somebody tags or takes as an input in this moment are
-- left for the next round: their rows are locked by the foreign keys.
select id from file
 where expires_at <= $1 and expired_at is null
 order by expires_at
 limit $2
   for update skip locked
