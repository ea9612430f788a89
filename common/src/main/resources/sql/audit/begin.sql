-- Everything is read as it stood at one moment; nobody waits for it, and it changes nothing. PostgreSQL
-- keeps old versions of rows until it has ended, so it must not last.
begin isolation level repeatable read read only
