-- Ends a request that waits, and releases its hold; one row comes back if it did. The account is
-- locked. Whether a claim or this came first, the row's lock decides.
with cancelled as (
  update request
     set status = 'CANCELLED', sequence = sequence + 1, finished_at = $3, not_before = null
   where id = $1 and account_id = $2 and status = 'IN_QUEUE'
  returning id
)
select book_ends(array_agg(id)) as entries from cancelled having count(*) > 0
