-- A trigger that is asked before an update has each row locked first, whatever its columns and its
-- condition say: a look-up and an entry in the log for each row of account and request. Behind the
-- update they cost nothing as long as they do not apply.
drop trigger account_keeps_its_id on account;
create trigger account_keeps_its_id after update of id on account
  for each row when (old.id is distinct from new.id) execute function refuse_with(
    'an account keeps its id: requests and entries of the ledger name it');
drop trigger request_keeps_its_account on request;
create trigger request_keeps_its_account after update of account_id on request
  for each row when (old.account_id is distinct from new.account_id) execute function refuse_with(
    'a request stays with the account that submitted it');
