-- How many chunks an upload has: known when its last one has come, which need not come last.
alter table upload add column chunks integer;
alter table upload add constraint upload_chunks_within_bounds check (chunks between 1 and 10000);
