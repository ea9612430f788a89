-- One index for what two did: entries of an account in the order of statements, and no two the same.
alter table ledger_entry
  drop constraint ledger_entry_pkey,
  add constraint ledger_entry_pkey primary key (account_id, at, id);
drop index ledger_entry_by_time;
