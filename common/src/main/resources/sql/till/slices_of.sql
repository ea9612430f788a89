-- What slices hold. The accounts are locked.
select s.account_id, s.key_id, s.node_id, s.amount
  from unnest($1::uuid[], $2::uuid[], $3::uuid[]) as w (account_id, key_id, node_id)
  join credit_slice s using (account_id, key_id, node_id)
