-- Requests of some accounts that moved since a time of each account's own, so that somebody can
-- compare them with what was announced. Looks at the newest $3 of each account, and at none submitted
-- more than an hour before that time: for an account where nothing happens, no row is touched.
select r.id, r.account_id, r.sequence
  from unnest($1::uuid[], $2::timestamptz[]) as followed (account_id, since)
 cross join lateral (
        select id, account_id, sequence,
               coalesce(finished_at, attempt_started_at, created_at) as at
          from request
         where account_id = followed.account_id
           and not synchronous -- nobody announces those: their callers have their answers
           and id >= first_request_id(followed.since - interval '1 hour')
         order by id desc
         limit $3) r
 where r.at >= followed.since
