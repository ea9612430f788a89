-- A secret that lay there as it is. $1 id, $2 master key, $3 wrapped key, $4 ciphertext
update webhook_secret
   set secret = null, master_key = $2, wrapped_key = $3, ciphertext = $4
 where id = $1 and secret is not null
