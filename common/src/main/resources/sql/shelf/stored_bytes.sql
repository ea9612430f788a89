-- Bytes of an account's files. Read from an index alone.
select coalesce(sum(size), 0)::bigint as stored from file where account_id = $1 and expired_at is null
