-- Telling an account's owner that its balance has become low, and reading statements by kind.

-- One threshold an account. It tells once for each time that the balance falls below it.
create table balance_alert (
  account_id uuid        primary key references account,
  threshold  bigint      not null,
  url        text        not null,
  -- true: tells when the balance is seen below; false: has told, until the balance is no longer below
  armed      boolean     not null default true,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint balance_alert_threshold_positive check (threshold > 0),
  constraint balance_alert_url_bounded check (length(url) between 1 and 2048)
) with (fillfactor = 80); -- each crossing rewrites the row

-- What is to be told of one crossing, with the amounts that were seen, and how the telling went. To
-- whom is the alert's to say: a corrected address serves what is still to be told, and a removed alert
-- takes its notices with it.
create table balance_notice (
  id                   uuid        primary key,
  account_id           uuid        not null references balance_alert on delete cascade,
  at                   timestamptz not null,
  balance              bigint      not null,
  held                 bigint      not null,
  threshold            bigint      not null,
  status               text        not null,
  attempts             integer     not null default 0, -- those that have ended
  -- pending: when it may be tried; delivering: when another worker may take it
  due_at               timestamptz,
  claimed_by           uuid,
  last_response_status integer,
  last_error           text,
  delivered_at         timestamptz,
  updated_at           timestamptz not null,
  constraint balance_notice_is_of_a_crossing check (balance < threshold),
  constraint balance_notice_status_known check (status in ('pending', 'delivering', 'delivered', 'failed')),
  constraint balance_notice_due_matches check ((status in ('pending', 'delivering')) = (due_at is not null)),
  constraint balance_notice_claim_matches check ((status = 'delivering') = (claimed_by is not null)),
  constraint balance_notice_end_matches check ((status = 'delivered') = (delivered_at is not null)),
  constraint balance_notice_failure_said check (status <> 'failed' or last_error is not null),
  constraint balance_notice_attempts_counted check (attempts >= 0)
) with (fillfactor = 80);
create index balance_notice_open on balance_notice (due_at) where due_at is not null;
create index balance_notice_by_account on balance_notice (account_id, at);

-- What an operator writes is rare among charges and releases; statements of such kinds walk this index.
create index ledger_entry_by_operator on ledger_entry (account_id, at) where kind not in ('charge', 'release');
