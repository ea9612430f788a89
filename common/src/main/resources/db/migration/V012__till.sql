-- What api processes need to exchange credit: each exchange happens exactly once, and a small balance
-- is found wherever it lies.

-- Counts the exchanges of a node: one whose answer was lost is known to have been committed, or not.
alter table api_node add column turn bigint not null default 0;

-- Whether something of a slice may not be in use. Once its node has given back what it does not use,
-- only another exchange can change that, so nobody asks it in vain.
alter table credit_slice add column spare boolean not null default true;
