-- balance/record_notice.sql: what an attempt came to. A notice that another worker has taken meanwhile
-- is left to it.
-- $1 notice, $2 status, $3 next attempt or null, $4 response or null, $5 error or null, $6 who tried, $7 now
update balance_notice
   set status = $2::text, attempts = attempts + 1, due_at = $3, claimed_by = null,
       last_response_status = $4, last_error = $5, updated_at = $7,
       delivered_at = case when $2::text = 'delivered' then $7::timestamptz end
 where id = $1 and claimed_by = $6
