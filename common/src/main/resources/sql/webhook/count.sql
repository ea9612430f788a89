-- Bounded: nobody pages that far, and counting must not cost more the longer the log is.
select count(*)::integer as total
  from (select 1
          from webhook_delivery
         where account_id = $1
           and ($2::uuid is null or request_id = $2)
           and ($3::text is null or status = $3)
           and ($4::text is null or event = $4)
         limit $5) counted
