-- Money that can be proved: which card priced what, who spends, what calls without a queue hold, and
-- what came of each day.

-- Every rate card that ever priced something, by the version that requests and charges name. The
-- catalogue changes; what was promised does not.
create table rate_card (
  version    text        primary key,
  price      jsonb       not null, -- as the catalogue writes it
  seen_at    timestamptz not null, -- when the catalogue first had it
  constraint rate_card_version_bounded check (length(version) between 1 and 100)
);
create trigger rate_card_append_only before update or delete on rate_card
  for each row execute function refuse_change();

alter table request
  add column key_id      uuid,                           -- who asked; null for what was submitted before this column
  add column usage       jsonb,                          -- what it was charged for; null unless completed
  add column synchronous boolean not null default false, -- answered to a waiting caller; it never was in the queue
  add column end_reason  text,                           -- how a streamed answer ended; null for what was not streamed
  alter column dispatch_partition drop not null,
  alter column dispatch_offset drop not null,
  add constraint request_dispatch_matches check (
    (dispatch_partition is null) = synchronous and (dispatch_offset is null) = synchronous),
  add constraint request_synchronous_has_ended check (not synchronous or finished_at is not null),
  add constraint request_end_reason_bounded check (end_reason ~ '^[a-z_]{1,40}$');

-- A release says that a request ended without a charge, and what had been held for it.
alter table ledger_entry
  add column released bigint not null default 0, -- the hold that ended with it
  drop constraint ledger_entry_kind_known,
  drop constraint ledger_entry_sign,
  drop constraint ledger_entry_charge_names_request,
  add constraint ledger_entry_kind_known check (kind in ('credit', 'charge', 'release', 'refund', 'adjustment')),
  add constraint ledger_entry_sign check (
    case kind when 'charge' then amount < 0
              when 'release' then amount = 0
              when 'adjustment' then amount <> 0
              else amount > 0 end),
  add constraint ledger_entry_released_by_ends check (
    case kind when 'charge' then released >= 0
              when 'release' then released > 0
              else released = 0 end),
  add constraint ledger_entry_names_request check (
    case when kind = 'charge' then request_id is not null and rate_card is not null
         when kind in ('release', 'refund') then request_id is not null
         else true end),
  add constraint ledger_entry_reason_bounded check (length(reason) between 1 and 2000);
-- A hold is released once, and a charge given back once, whoever tries.
drop index ledger_entry_one_charge;
create unique index ledger_entry_one_end on ledger_entry (request_id) where kind in ('charge', 'release');
create unique index ledger_entry_one_refund on ledger_entry (request_id) where kind = 'refund';
-- For statements over a range of time.
create index ledger_entry_by_time on ledger_entry (account_id, at);

-- How much a key, or a whole account, may spend: in a day (UTC), or in all.
create table spend_cap (
  id         uuid        primary key,
  account_id uuid        not null references account,
  key_id     uuid        references api_key,  -- null: all keys of the account together
  period     text        not null,
  amount     bigint      not null,
  held       bigint      not null default 0,  -- what is under way of those that it caps
  spent      bigint      not null default 0,  -- in the period
  spent_on   date        not null,            -- the day that `spent` is of; it is nothing on any later day of a daily cap
  created_at timestamptz not null,
  constraint spend_cap_one unique nulls not distinct (account_id, key_id, period),
  constraint spend_cap_period_known check (period in ('day', 'total')),
  constraint spend_cap_not_negative check (amount >= 0 and held >= 0 and spent >= 0)
) with (fillfactor = 50);

-- What ended on each day (UTC), counted in the transaction that ended it.
create table usage_day (
  account_id    uuid    not null references account,
  day           date    not null,
  key_id        uuid    not null, -- all zeros for requests whose key is not known
  model         text    not null,
  completed     bigint  not null default 0,
  failed        bigint  not null default 0,
  cancelled     bigint  not null default 0,
  charged       bigint  not null default 0,
  input_tokens  bigint  not null default 0, -- all classes of input
  output_tokens bigint  not null default 0, -- all classes of output
  primary key (account_id, day, key_id, model),
  constraint usage_day_not_negative check (
    completed >= 0 and failed >= 0 and cancelled >= 0 and charged >= 0 and input_tokens >= 0 and output_tokens >= 0)
) with (fillfactor = 50);

-- An api process; its heartbeat is all that says it lives.
create table api_node (
  id           uuid        primary key,
  host         text        not null,
  started_at   timestamptz not null,
  heartbeat_at timestamptz not null
) with (fillfactor = 50);

-- Credit that an api process may spend on calls that it answers at once, without asking again. It
-- counts as held on the account, and on the caps that it falls under.
create table credit_slice (
  account_id  uuid        not null references account,
  key_id      uuid        not null,
  node_id     uuid        not null references api_node,
  amount      bigint      not null,
  recalled_at timestamptz, -- somebody else needs it: what is not in use goes back
  primary key (account_id, key_id, node_id),
  constraint credit_slice_not_negative check (amount >= 0)
) with (fillfactor = 50);
create index credit_slice_by_node on credit_slice (node_id);
