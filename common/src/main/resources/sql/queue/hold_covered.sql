-- Locks the accounts and raises their holds, which were found to be covered before. Fails with ML409, or
-- breaks account_covers_its_holds, when they are not any more.
select hold_covered($1, $2, $3, $4)
