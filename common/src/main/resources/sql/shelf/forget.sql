-- Forgets files that expired before $1: from now on they are as unknown as if they had never been.
delete from file
 where id in (select id from file where expired_at < $1 order by expired_at limit $2 for update skip locked)
