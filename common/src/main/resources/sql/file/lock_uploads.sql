-- lock_uploads.sql: one upload of an account begins at a time, so that two cannot both be its last
-- one. Not the account's row: that one belongs to the money.
select pg_advisory_xact_lock(hashtextextended('upload ' || $1::uuid::text, 0))
