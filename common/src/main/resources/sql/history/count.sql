-- How many of one account's requests the filters of list.sql let through, counted up to $10.
select count(*) as total
  from (select
          from request
         where account_id = $1
           and ($2::text[] is null or status = any($2))
           and ($3::text is null or model = $3)
           and ($4::text is null
                or (request_labels(account_id, metadata) @> request_labels($1, $4::jsonb)
                    and metadata @> $4::jsonb))
           and ($5::uuid is null or retry_of = $5)
           and ($6::timestamptz is null or created_at >= $6)
           and ($7::timestamptz is null or created_at < $7)
           and ($8::uuid is null or id >= $8)
           and ($9::uuid is null or id < $9)
         limit $10) as found
