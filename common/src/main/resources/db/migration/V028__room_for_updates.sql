-- A request is written three times: admitted, claimed, ended. With half of each page left free the
-- later versions find room beside the first, and none of the three indexes has to be told; with less
-- room every second end moved to another page.
alter table request set (fillfactor = 50);

-- Statements of account go by time (ledger_entry_by_time); nothing asks for this order any more.
drop index ledger_entry_by_account;
