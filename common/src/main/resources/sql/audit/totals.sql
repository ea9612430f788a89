-- How much there is to audit.
select (select count(*) from account) as accounts,
       (select count(*) from request) as requests,
       (select count(*) from ledger_entry) as entries
