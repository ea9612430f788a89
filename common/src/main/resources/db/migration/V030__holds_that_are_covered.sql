-- Raising holds says whether all of them are covered, so that whoever has looked before can lock,
-- raise and commit in one go instead of reading under the lock first.

-- Sets credit aside: on the accounts, and on the caps that each key falls under. The arrays run side
-- by side; a key may be null where it is not known. A balance that does not cover what is held by now
-- breaks account_covers_its_holds; the answer says whether every account is there and every cap covers
-- it. A daily cap counts what was spent on that day or later.
create function raise_holds(accounts uuid[], keys uuid[], amounts bigint[], on_day date) returns boolean
  language plpgsql as $$
declare
  covered boolean;
begin
  with by_key as materialized (
    select w.account_id, w.key_id, sum(w.amount)::bigint as amount
      from unnest(accounts, keys, amounts) as w (account_id, key_id, amount)
     group by w.account_id, w.key_id
  ), by_account as materialized (
    select account_id, sum(amount)::bigint as amount from by_key group by account_id
  ), capped as (
    update spend_cap c
       set held = c.held + k.amount
      from (select s.id, sum(b.amount)::bigint as amount
              from by_key b
              join spend_cap s on s.account_id = b.account_id and (s.key_id is null or s.key_id = b.key_id)
             group by s.id) k
     where c.id = k.id
    returning c.held <= c.amount - case when c.period = 'total' or c.spent_on >= on_day then c.spent else 0 end as covered
  ), funded as (
    update account a
       set held = a.held + b.amount
      from by_account b
     where a.id = b.account_id
    returning a.id
  )
  select (select count(*) from funded) = (select count(*) from by_account)
         and (select coalesce(bool_and(c.covered), true) from capped c)
    into covered;
  return covered;
end $$;

create or replace function raise_holds(accounts uuid[], keys uuid[], amounts bigint[]) returns void
  language plpgsql as $$
begin
  perform raise_holds(accounts, keys, amounts, 'infinity'::date);
end $$;

-- Locks the accounts, in the order of their ids as everybody does, and sets credit aside that whoever
-- calls has found there before. ML409, or a broken account_covers_its_holds: by now it is not there,
-- and nothing of the transaction stays.
create function hold_covered(accounts uuid[], keys uuid[], amounts bigint[], on_day date) returns void
  language plpgsql as $$
begin
  perform from account where id = any(accounts) order by id for no key update;
  if not raise_holds(accounts, keys, amounts, on_day) then
    raise exception using
      errcode = 'ML409', message = 'credit that was there a moment ago is held or spent by now';
  end if;
end $$;

-- Keeps what keys stand for from now on, of callers that have looked before: `known` is what a key
-- stood for then, null where it stood for nothing on the days from `since` to `until`. The accounts are
-- locked. ML409: another admission has used one of the keys since, and nothing of the transaction
-- stays. A key that came again on its day now stands for the later request.
create function keep_keys(accounts uuid[], keys bytea[], bodies bytea[], requests uuid[], times timestamptz[],
                          known uuid[], since date, until date) returns void
  language plpgsql as $$
begin
  if exists (
    select from unnest(accounts, keys, known) as looked (account_id, key_hash, request_id)
     where looked.request_id is distinct from (
             select k.request_id
               from idempotency_key k
              where k.account_id = looked.account_id and k.key_hash = looked.key_hash
                and k.day between since and until
              order by k.created_at desc
              limit 1))
  then
    raise exception using
      errcode = 'ML409', message = 'another request was admitted under one of these keys a moment ago';
  end if;
  insert into idempotency_key (day, account_id, key_hash, body_hash, request_id, created_at)
  select (created_at at time zone 'UTC')::date, account_id, key_hash, body_hash, request_id, created_at
    from unnest(accounts, keys, bodies, requests, times)
      as kept (account_id, key_hash, body_hash, request_id, created_at)
      on conflict (account_id, key_hash, day) do update
     set body_hash = excluded.body_hash, request_id = excluded.request_id,
         created_at = excluded.created_at;
end $$;
