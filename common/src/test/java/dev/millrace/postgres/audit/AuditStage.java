package dev.millrace.postgres.audit;

import dev.millrace.account.AccountId;
import dev.millrace.money.Money;
import dev.millrace.request.RequestId;
import dev.millrace.testing.Database;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Accounts and requests whose money moves by the booking functions of the schema. */
final class AuditStage {
  static final String CARD = "per_output-1";
  private static final AtomicLong OFFSETS = new AtomicLong();

  private final Database database;

  AuditStage(Database database) {
    this.database = database;
  }

  AccountId account(String credit) {
    var id = AccountId.next(Instant.now(), ThreadLocalRandom.current());
    database.run(
        """
        with opened as (
          insert into account (id, name, plan, balance, created_at) values ($1, 'ann', 'free', $2, now())
        )
        insert into ledger_entry (account_id, at, kind, amount, reason) values ($1, now(), 'credit', $2, 'opening')
        """,
        id.value(),
        Money.parse(credit).nanos());
    return id;
  }

  UUID key(AccountId account) {
    var id = UUID.randomUUID();
    database.run(
        """
        insert into api_key (id, account_id, sha256, kind, name, hint, created_at)
        values ($1, $2, encode(sha256($3::text::bytea), 'hex'), 'LIVE', 'key', 'mr_live_', now())
        """,
        id,
        account.value(),
        id.toString());
    return id;
  }

  RequestId admitted(AccountId account, UUID key, String held) {
    var id = RequestId.next(Instant.now(), ThreadLocalRandom.current());
    database.run(
        """
        with admitted as (
          insert into request (id, account_id, key_id, model, lane, status, dispatch_partition,
                               dispatch_offset, held, rate_card, created_at, correlation_id)
          values ($1, $2, $3, 'local/echo', 'normal', 'IN_QUEUE', 0, $4, $5, $6, now(), 'test')
          returning account_id, key_id, held
        )
        select raise_holds(array_agg(account_id), array_agg(key_id), array_agg(held)) from admitted
        """,
        id.value(),
        account.value(),
        key,
        OFFSETS.incrementAndGet(),
        Money.parse(held).nanos(),
        CARD);
    return id;
  }

  /** It costs a dollar an output. */
  RequestId completed(AccountId account, UUID key, String held, long outputs, Instant at) {
    var id = admitted(account, key, held);
    database.run(
        """
        with ended as (
          update request
             set status = 'COMPLETED', finished_at = $2, charged = least($3, held), usage = $4::text::jsonb
           where id = $1
          returning id
        )
        select book_ends(array_agg(id)) from ended
        """,
        id.value(),
        at.atOffset(ZoneOffset.UTC),
        Money.parse("1").nanos() * outputs,
        usage(outputs));
    return id;
  }

  /** Twelve tokens in, three out. */
  private static String usage(long outputs) {
    return "{\"inputTokens\": 5, \"cachedInputTokens\": 4, \"cacheWriteTokens\": 3, \"outputTokens\": 2, \"reasoningTokens\": 1, \"outputs\": %d}"
        .formatted(outputs);
  }

  RequestId failed(AccountId account, UUID key, String held) {
    return ended(
        admitted(account, key, held),
        "status = 'FAILED', fault_code = 'PROVIDER_BROKEN', fault_message = 'it broke'");
  }

  RequestId cancelled(AccountId account, UUID key, String held) {
    return ended(admitted(account, key, held), "status = 'CANCELLED'");
  }

  private RequestId ended(RequestId id, String how) {
    database.run(
        """
        with ended as (update request set finished_at = now(), %s where id = $1 returning id)
        select book_ends(array_agg(id)) from ended
        """
            .formatted(how),
        id.value());
    return id;
  }

  /** Credit that an api process holds; the caps know of it. */
  void slice(AccountId account, UUID key, String amount) {
    var node = UUID.randomUUID();
    database.run(
        "insert into api_node (id, host, started_at, heartbeat_at) values ($1, 'test', now(),"
            + " now())",
        node);
    database.run(
        """
        with slice as (
          insert into credit_slice (account_id, key_id, node_id, amount) values ($1, $2, $3, $4)
          returning account_id, key_id, amount
        )
        select raise_holds(array_agg(account_id), array_agg(key_id), array_agg(amount)) from slice
        """,
        account.value(),
        key,
        node,
        Money.parse(amount).nanos());
  }

  void cap(AccountId account, UUID key, String period) {
    database.run(
        "select set_spend_cap($1, $2, $3, $4, $5, now())",
        UUID.randomUUID(),
        account.value(),
        key,
        period,
        Money.parse("1000").nanos());
  }
}
