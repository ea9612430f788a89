-- Up to where payloads were deleted of accounts whose plans keep them for a shorter time than all are
-- kept. Ids are ranges of time: nothing of the account's requests below this one is there any more.
create table payload_walk (
  account_id uuid primary key references account,
  walked     uuid not null
) with (fillfactor = 50);
