-- What spend caps leave on a day. The accounts are locked.
select account_id, key_id,
       amount - held - case when period = 'total' or spent_on >= $2 then spent else 0 end as room
  from spend_cap
 where account_id = any($1)
