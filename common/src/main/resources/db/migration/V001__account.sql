-- Who pays, with what, and by which key. Amounts are nano-dollars (10^-9 USD).

create table account (
  id         uuid        primary key,
  name       text        not null,
  plan       text        not null,
  balance    bigint      not null default 0, -- credits minus charges: the sum of the account's ledger entries
  held       bigint      not null default 0, -- the sum of the holds of its requests that are not terminal
  created_at timestamptz not null,
  constraint account_name_bounded check (length(name) between 1 and 200),
  constraint account_plan_bounded check (length(plan) between 1 and 64),
  constraint account_holds_not_negative check (held >= 0),
  constraint account_covers_its_holds check (balance >= held)
) with (fillfactor = 50); -- every admission and settlement rewrites the row: leave room for HOT updates

create table api_key (
  id         uuid        primary key,
  account_id uuid        not null references account,
  sha256     text        not null unique, -- of the key's text, in hexadecimal; the text itself is nowhere
  kind       text        not null,
  name       text        not null,
  hint       text        not null,        -- the first characters, for its owner to recognise
  created_at timestamptz not null,
  expires_at timestamptz,
  revoked_at timestamptz,
  constraint api_key_kind_known check (kind in ('LIVE', 'TEST')),
  constraint api_key_sha256_shape check (sha256 ~ '^[0-9a-f]{64}$'),
  constraint api_key_name_bounded check (length(name) between 1 and 200)
);
create index api_key_by_account on api_key (account_id);

-- Every movement of money, for ever: the balance is the sum. Rows are never changed or deleted.
create table ledger_entry (
  id              bigint generated always as identity primary key,
  account_id      uuid        not null references account,
  at              timestamptz not null,
  kind            text        not null,
  amount          bigint      not null, -- signed: credits add, charges take
  request_id      uuid,
  rate_card       text,
  reason          text        not null,
  idempotency_key text,
  constraint ledger_entry_kind_known check (kind in ('credit', 'charge', 'refund', 'adjustment')),
  constraint ledger_entry_sign check (
    case kind when 'charge' then amount < 0 when 'adjustment' then amount <> 0 else amount > 0 end),
  constraint ledger_entry_charge_names_request check (kind <> 'charge' or (request_id is not null and rate_card is not null))
);
create index ledger_entry_by_account on ledger_entry (account_id, id);
-- A second charge for one request cannot be written, whoever tries.
create unique index ledger_entry_one_charge on ledger_entry (request_id) where kind = 'charge';
create unique index ledger_entry_once on ledger_entry (account_id, idempotency_key) where idempotency_key is not null;

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only: write a correcting row instead', tg_table_name;
end $$;
create trigger ledger_entry_append_only before update or delete on ledger_entry
  for each row execute function refuse_change();
