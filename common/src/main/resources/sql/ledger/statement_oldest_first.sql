-- ledger/statement_oldest_first.sql: a part of an account's statement, oldest first.
-- Each branch walks an index in the order of the answer and stops at the limit. What an operator
-- writes is rare among charges and has an index of its own, so that asking for it alone does not walk
-- over all charges; a branch none of whose kinds is asked for is not run at all.
-- $1 account, $2 until, $3 and $4 time and id that they stand behind, $5 kinds, $6 how many
select id, at, kind, amount, released, request_id, rate_card, reason
  from (
    (select *
       from ledger_entry
      where account_id = $1 and at < $2 and (at, id) > ($3, $4)
        and kind in ('charge', 'release') and kind = any($5) and $5::text[] && array['charge', 'release']
      order by at asc, id asc
      limit $6)
    union all
    (select *
       from ledger_entry
      where account_id = $1 and at < $2 and (at, id) > ($3, $4)
        and kind not in ('charge', 'release') and kind = any($5)
      order by at asc, id asc
      limit $6)
  ) entry
 order by at asc, id asc
 limit $6
