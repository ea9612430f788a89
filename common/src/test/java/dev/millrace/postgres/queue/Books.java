package dev.millrace.postgres.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.account.AccountId;
import dev.millrace.testing.Database;

/**
 * All that the tables say about an account's money, computed again from the rows that it comes
 * from.
 */
final class Books {
  private static final String DIFFERENCES =
      """
      with mine as (
        select id, held, charged, status, fault_code, model, rate_card, finished_at is null as in_flight,
               (finished_at at time zone 'UTC')::date as day, key_id, usage
          from request where account_id = $1
      ), entry as (
        select * from ledger_entry where account_id = $1 and kind in ('charge', 'release')
      ), days as (
        select day, coalesce(key_id, '00000000-0000-0000-0000-000000000000') as key_id, model,
               count(*) filter (where status = 'COMPLETED') as completed,
               count(*) filter (where status = 'FAILED') as failed,
               count(*) filter (where status = 'CANCELLED') as cancelled,
               sum(charged)::bigint as charged,
               (coalesce(sum((usage->>'inputTokens')::bigint), 0)
                 + coalesce(sum((usage->>'cachedInputTokens')::bigint), 0)
                 + coalesce(sum((usage->>'cacheWriteTokens')::bigint), 0))::bigint as input_tokens,
               (coalesce(sum((usage->>'outputTokens')::bigint), 0)
                 + coalesce(sum((usage->>'reasoningTokens')::bigint), 0))::bigint as output_tokens
          from mine where not in_flight group by 1, 2, 3
      ), counted as (
        select day, key_id, model, completed, failed, cancelled, charged, input_tokens, output_tokens
          from usage_day where account_id = $1
      ), cap as (
        select c.*,
               (select coalesce(sum(m.held), 0) from mine m
                 where m.in_flight and (c.key_id is null or m.key_id = c.key_id)) as really_held,
               (select coalesce(sum(d.charged), 0) from days d
                 where (c.key_id is null or d.key_id = c.key_id)
                   and (c.period = 'total' or d.day = c.spent_on)) as really_spent
          from spend_cap c where c.account_id = $1
      )
      select 'balance ' || a.balance || ', sum of entries ' || l.sum as difference
        from account a, (select coalesce(sum(amount), 0) as sum from ledger_entry where account_id = $1) l
       where a.id = $1 and a.balance <> l.sum
      union all
      select 'held ' || a.held || ', in flight ' || m.sum
        from account a,
             (select coalesce(sum(held) filter (where in_flight), 0)
                     + (select coalesce(sum(amount), 0) from credit_slice where account_id = $1) as sum
                from mine) m
       where a.id = $1 and a.held <> m.sum
      union all
      select 'end of ' || coalesce(m.id, e.request_id) || ' is booked as ' || coalesce(e.kind, 'nothing')
        from (select * from mine where not in_flight and held > 0) m
        full join entry e on e.request_id = m.id
       where (e.kind, e.amount, e.released, e.rate_card, e.reason)
             is distinct from
             (case when m.charged > 0 then 'charge' else 'release' end, -m.charged, m.held, m.rate_card,
              case when m.charged > 0 then m.model
                   when m.status = 'FAILED' then m.fault_code else m.status end)
      union all
      select 'usage counted ' || coalesce(u::text, 'nowhere') || ', really ' || coalesce(d::text, 'nothing')
        from counted u full join days d using (day, key_id, model)
       where u is distinct from d
      union all
      select 'cap ' || period || ' held ' || held || ' spent ' || spent || ', really ' || really_held || ' and ' || really_spent
        from cap where held <> really_held or spent <> really_spent
      """;

  private Books() {}

  static void agree(Database database, AccountId account) {
    assertThat(database.run(DIFFERENCES, account.value()))
        .extracting(row -> row.getString("difference"))
        .isEmpty();
  }
}
