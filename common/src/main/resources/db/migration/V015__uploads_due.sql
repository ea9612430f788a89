-- A caller who has PUT a file to the store tells nobody. So somebody looks whether its bytes are there,
-- soon after the upload began and then ever more seldom, and once more when its time is over.
alter table upload add column look_at timestamptz;
update upload set look_at = expires_at;
alter table upload alter column look_at set not null;
drop index upload_by_expiry;
create index upload_by_look on upload (look_at);

-- Whether anybody knows a multipart upload that is open in the store.
create index upload_by_multipart on upload (multipart_id) where multipart_id is not null;
