-- The secrets that sign now, the one in use first.
select account_id, id, secret, master_key, wrapped_key, ciphertext
  from webhook_secret
 where account_id = any($1::uuid[]) and (signs_until is null or signs_until > $2)
 order by account_id, signs_until desc nulls first
