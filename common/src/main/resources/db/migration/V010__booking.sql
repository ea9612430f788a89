-- Booking: the only place where money is held, given back and taken. Each function does a whole batch
-- at once. Whoever calls one has locked the accounts before, in the order of their ids
-- (queue/lock_accounts.sql); rows of spend_cap and usage_day are only ever touched under that lock, so
-- nobody else waits for them.

-- The day (UTC) that a time falls on.
create function utc_day(at timestamptz) returns date language sql immutable strict parallel safe as $$
  select (at at time zone 'UTC')::date
$$;

-- Sets credit aside: on the accounts, and on the caps that each key falls under. The arrays run side
-- by side; a key may be null where it is not known.
create function raise_holds(accounts uuid[], keys uuid[], amounts bigint[]) returns void
  language plpgsql as $$
begin
  with by_key as materialized (
    select w.account_id, w.key_id, sum(w.amount)::bigint as amount
      from unnest(accounts, keys, amounts) as w (account_id, key_id, amount)
     group by w.account_id, w.key_id
  ), capped as (
    update spend_cap c
       set held = c.held + k.amount
      from (select s.id, sum(b.amount)::bigint as amount
              from by_key b
              join spend_cap s on s.account_id = b.account_id and (s.key_id is null or s.key_id = b.key_id)
             group by s.id) k
     where c.id = k.id
  )
  update account a
     set held = a.held + b.amount
    from (select account_id, sum(amount)::bigint as amount from by_key group by account_id) b
   where a.id = b.account_id;
end $$;

-- Gives back what was set aside and never became a request. Holds of requests end with book_ends.
create function lower_holds(accounts uuid[], keys uuid[], amounts bigint[]) returns void
  language sql as $$
  select raise_holds($1, $2, array(select -a.amount from unnest($3) with ordinality as a (amount, n) order by a.n))
$$;

-- Books requests that have just ended, in the transaction that ended them, from what their rows say by
-- then: the entry in the ledger (a charge, or a release when a hold ends without one), balance and
-- holds, the caps, and what is counted for the day. Answers how many entries it wrote. A request that
-- is booked a second time breaks ledger_entry_one_end, and so the transaction.
create function book_ends(requests uuid[]) returns integer language plpgsql as $$
declare
  entries integer;
begin
  if requests is null then
    return 0;
  end if;
  with ended as materialized (
    select r.id, r.account_id, r.key_id, r.model, r.status, r.held, r.charged, r.rate_card,
           r.fault_code, r.finished_at, utc_day(r.finished_at) as day,
           coalesce((r.usage->>'inputTokens')::bigint, 0) + coalesce((r.usage->>'cachedInputTokens')::bigint, 0)
             + coalesce((r.usage->>'cacheWriteTokens')::bigint, 0) as input_tokens,
           coalesce((r.usage->>'outputTokens')::bigint, 0)
             + coalesce((r.usage->>'reasoningTokens')::bigint, 0) as output_tokens
      from request r
     where r.id = any(requests) and r.finished_at is not null
  ), by_key as materialized (
    select account_id, key_id, day, sum(held)::bigint as held, sum(charged)::bigint as charged
      from ended
     group by account_id, key_id, day
  ), by_account as materialized (
    select account_id, sum(held)::bigint as held, sum(charged)::bigint as charged, max(day) as today
      from by_key
     group by account_id
  ), money as (
    update account a
       set balance = a.balance - b.charged, held = a.held - b.held
      from by_account b
     where a.id = b.account_id
  ), capped as (
    -- A daily cap moves on to the latest day; what ended on an earlier one counts for it no more.
    update spend_cap c
       set held = c.held - k.held,
           spent = case when c.period = 'day' and c.spent_on < k.today then 0 else c.spent end
                 + case when c.period = 'day' then k.charged_today else k.charged end,
           spent_on = k.today
      from (select s.id, greatest(s.spent_on, a.today) as today,
                   sum(b.held)::bigint as held, sum(b.charged)::bigint as charged,
                   coalesce(sum(b.charged) filter (where b.day = greatest(s.spent_on, a.today)), 0)::bigint as charged_today
              from by_account a
              join spend_cap s on s.account_id = a.account_id
              join by_key b on b.account_id = s.account_id and (s.key_id is null or s.key_id = b.key_id)
             group by s.id, a.today) k
     where c.id = k.id
  ), counted as (
    insert into usage_day as u
           (account_id, day, key_id, model, completed, failed, cancelled, charged, input_tokens, output_tokens)
    select account_id, day, coalesce(key_id, '00000000-0000-0000-0000-000000000000'), model,
           count(*) filter (where status = 'COMPLETED'),
           count(*) filter (where status = 'FAILED'),
           count(*) filter (where status = 'CANCELLED'),
           sum(charged), sum(input_tokens), sum(output_tokens)
      from ended
     group by 1, 2, 3, 4
    on conflict (account_id, day, key_id, model) do update
       set completed = u.completed + excluded.completed,
           failed = u.failed + excluded.failed,
           cancelled = u.cancelled + excluded.cancelled,
           charged = u.charged + excluded.charged,
           input_tokens = u.input_tokens + excluded.input_tokens,
           output_tokens = u.output_tokens + excluded.output_tokens
  )
  insert into ledger_entry (account_id, at, kind, amount, released, request_id, rate_card, reason)
  select account_id, finished_at, case when charged > 0 then 'charge' else 'release' end,
         -charged, held, id, rate_card,
         case when charged > 0 then model
              when status = 'FAILED' then fault_code
              else status end
    from ended
   where held > 0;
  get diagnostics entries = row_count;
  return entries;
end $$;

-- What may still be set aside for this key on this day: what the balance leaves, and no more than each
-- cap that the key falls under leaves.
create function available_for(of_account uuid, of_key uuid, on_day date) returns bigint
  language sql stable as $$
  select greatest(0, least(
           a.balance - a.held,
           (select min(c.amount - c.held - case when c.period = 'total' or c.spent_on >= on_day then c.spent else 0 end)
              from spend_cap c
             where c.account_id = a.id and (c.key_id is null or c.key_id = of_key))))::bigint
    from account a
   where a.id = of_account
$$;

-- What is held for a key, or without one for the whole account. No index tells which requests are in
-- flight; but the account knows what they hold together, so the look backward through its requests, a
-- few thousand at a time, ends where all of that is found. The account is locked.
create function held_by(of_account uuid, of_key uuid) returns bigint language plpgsql
  -- Nothing but a walk down the index: any other plan would look at the whole history for each part.
  set enable_seqscan = off set enable_bitmapscan = off set enable_sort = off as $$
declare
  unseen bigint;
  own bigint;
  oldest uuid := 'ffffffff-ffff-ffff-ffff-ffffffffffff';
  part record;
begin
  select held into unseen from account where id = of_account;
  if of_key is null then
    return unseen;
  end if;
  select unseen - coalesce(sum(amount), 0), coalesce(sum(amount) filter (where key_id = of_key), 0)
    into unseen, own
    from credit_slice where account_id = of_account;
  while unseen > 0 and oldest is not null loop
    select (array_agg(r.id order by r.id))[1] as oldest,
           coalesce(sum(r.held) filter (where r.finished_at is null), 0) as held,
           coalesce(sum(r.held) filter (where r.finished_at is null and r.key_id = of_key), 0) as own
      into part
      from (select id, key_id, held, finished_at
              from request
             where account_id = of_account and id < oldest
             order by id desc
             limit 5000) r;
    oldest := part.oldest;
    unseen := unseen - part.held;
    own := own + part.own;
  end loop;
  return own;
end $$;

-- Sets a cap, or how much a cap that stands allows. A new one begins with what is held at this moment
-- and what was spent in its period so far; the latest day that anything ended on is today, whatever
-- the caller's clock says. Nothing comes back when there is no such account, or the
-- key is not one of its own.
create function set_spend_cap(new_id uuid, of_account uuid, of_key uuid, of_period text, most bigint, at timestamptz)
  returns setof spend_cap language plpgsql as $$
begin
  perform from account where id = of_account for no key update;
  if not found or (of_key is not null
                   and not exists (select from api_key k where k.id = of_key and k.account_id = of_account)) then
    return;
  end if;
  return query
    update spend_cap c set amount = most
     where c.account_id = of_account and c.key_id is not distinct from of_key and c.period = of_period
    returning c.*;
  if not found then
    return query
      insert into spend_cap (id, account_id, key_id, period, amount, held, spent, spent_on, created_at)
      select new_id, of_account, of_key, of_period, most, held_by(of_account, of_key),
             coalesce(sum(u.charged), 0)::bigint, t.today, at
        from (select greatest(utc_day(at), max(day)) as today
                from usage_day where account_id = of_account) t
        left join usage_day u
          on u.account_id = of_account
         and (of_key is null or u.key_id = of_key)
         and (of_period = 'total' or u.day = t.today)
       group by t.today
      returning *;
  end if;
end $$;

-- Days before this function counted them.
insert into usage_day (account_id, day, key_id, model, completed, failed, cancelled, charged, input_tokens, output_tokens)
select account_id, utc_day(finished_at), coalesce(key_id, '00000000-0000-0000-0000-000000000000'), model,
       count(*) filter (where status = 'COMPLETED'),
       count(*) filter (where status = 'FAILED'),
       count(*) filter (where status = 'CANCELLED'),
       sum(charged),
       coalesce(sum((usage->>'inputTokens')::bigint), 0) + coalesce(sum((usage->>'cachedInputTokens')::bigint), 0)
         + coalesce(sum((usage->>'cacheWriteTokens')::bigint), 0),
       coalesce(sum((usage->>'outputTokens')::bigint), 0) + coalesce(sum((usage->>'reasoningTokens')::bigint), 0)
  from request
 where finished_at is not null
 group by 1, 2, 3, 4;
