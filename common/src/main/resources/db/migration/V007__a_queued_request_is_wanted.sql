-- A request whose caller asked for it back never waits for another attempt: whoever would put it back
-- into the queue ends it. Not valid: rows of before are not looked at, every write is.
alter table request
  add constraint request_queued_is_wanted check (status <> 'IN_QUEUE' or cancel_asked_at is null) not valid;
