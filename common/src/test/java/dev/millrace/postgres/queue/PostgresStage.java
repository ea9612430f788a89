package dev.millrace.postgres.queue;

import dev.millrace.account.AccountId;
import dev.millrace.file.StoredFile;
import dev.millrace.money.Money;
import dev.millrace.queue.Stage;
import dev.millrace.queue.Submission;
import dev.millrace.queue.WorkerId;
import dev.millrace.request.RequestId;
import dev.millrace.request.RequestStatus;
import dev.millrace.testing.Database;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Rows for the tests, written and read with statements of their own. */
public final class PostgresStage implements Stage {
  private static final AtomicLong OFFSETS = new AtomicLong();

  private final Database database;

  public PostgresStage(Database database) {
    this.database = database;
  }

  @Override
  public AccountId account(String balance) {
    var id = AccountId.next(Instant.now(), ThreadLocalRandom.current());
    database.run(
        """
        with opened as (
          insert into account (id, name, plan, balance, created_at) values ($1, 'ann', 'free', $2, now())
        )
        insert into ledger_entry (account_id, at, kind, amount, reason)
        select $1, now(), 'credit', $2, 'opening credit' where $2 > 0
        """,
        id.value(),
        Money.parse(balance).nanos());
    return id;
  }

  /** A key of the account, for caps to name. */
  UUID key(AccountId account) {
    var id = UUID.randomUUID();
    database.run(
        """
        insert into api_key (id, account_id, sha256, kind, name, hint, created_at)
        values ($1, $2, encode(sha256(uuid_send($1)), 'hex'), 'LIVE', 'test', 'mr_live_…', now())
        """,
        id,
        account.value());
    return id;
  }

  @Override
  public void admit(Submission s) {
    database.run(
        """
        with admitted as (
          insert into request (id, account_id, model, lane, status, dispatch_partition,
                               dispatch_offset, held, rate_card, created_at, correlation_id, stored,
                               key_id)
          values ($1, $2, $3, $4, 'IN_QUEUE', 0, $5, $6, $7, $8, $9, $11, $12)
        ), payload as (
          insert into request_payload (request_id, kind, body) select $1, 'input', $10 where $11
        ), unstored as (
          insert into unstored_input (request_id, body) select $1, $10 where not $11
        )
        select raise_holds(array[$2::uuid], array[$12::uuid], array[$6::bigint])
        """,
        s.id().value(),
        s.account().value(),
        s.model().toString(),
        s.terms().lane().word(),
        OFFSETS.incrementAndGet(),
        s.hold().nanos(),
        s.rateCard(),
        s.at().atOffset(ZoneOffset.UTC),
        s.correlationId(),
        s.input(),
        s.terms().stored(),
        s.key());
  }

  @Override
  public void beat(WorkerId worker, Instant at) {
    database.run(
        """
        insert into worker (id, host, started_at, heartbeat_at) values ($1, 'test', $2, $2)
        on conflict (id) do update set heartbeat_at = $2
        """,
        worker.value(),
        at.atOffset(ZoneOffset.UTC));
  }

  @Override
  public void askCancel(RequestId request) {
    database.run("update request set cancel_asked_at = now() where id = $1", request.value());
  }

  @Override
  public Purse purse(AccountId account) {
    var row =
        database.run("select balance, held from account where id = $1", account.value()).getFirst();
    return new Purse(new Money(row.getLong("balance")), new Money(row.getLong("held")));
  }

  @Override
  public State state(RequestId request) {
    var row =
        database
            .run(
                """
                select status, attempt, deferrals, sequence, charged,
                       coalesce(fault_code || ': ' || fault_message, '') as fault,
                       coalesce((select body from request_payload
                                  where request_id = id and kind = 'output'), '') as output
                  from request where id = $1
                """,
                request.value())
            .getFirst();
    return new State(
        RequestStatus.valueOf(row.getString("status")),
        row.getInteger("attempt"),
        row.getInteger("deferrals"),
        row.getInteger("sequence"),
        new Money(row.getLong("charged")),
        row.getString("output"),
        row.getString("fault"));
  }

  @Override
  public List<Charge> charges(AccountId account) {
    return database
        .run(
            "select request_id, -amount as taken, rate_card from ledger_entry where account_id = $1"
                + " and kind = 'charge' order by id",
            account.value())
        .stream()
        .map(
            row ->
                new Charge(
                    new RequestId(row.getUUID("request_id")),
                    new Money(row.getLong("taken")),
                    row.getString("rate_card")))
        .toList();
  }

  @Override
  public List<Release> releases(AccountId account) {
    return database
        .run(
            "select request_id, released, reason from ledger_entry where account_id = $1 and kind ="
                + " 'release' order by id",
            account.value())
        .stream()
        .map(
            row ->
                new Release(
                    new RequestId(row.getUUID("request_id")),
                    new Money(row.getLong("released")),
                    row.getString("reason")))
        .toList();
  }

  @Override
  public List<LostAttempt> attempts(RequestId request) {
    return database
        .run(
            "select number, worker_id, fault_code from request_attempt where request_id = $1 order"
                + " by number",
            request.value())
        .stream()
        .map(
            row ->
                new LostAttempt(
                    row.getInteger("number"),
                    new WorkerId(row.getUUID("worker_id")),
                    row.getString("fault_code")))
        .toList();
  }

  @Override
  public List<StoredFile> files(RequestId request) {
    return database
        .run(
            "select id, object_key, name, content_type, size from file where request_id = $1",
            request.value())
        .stream()
        .map(PostgresStage::file)
        .toList();
  }

  private static StoredFile file(Row row) {
    return new StoredFile(
        row.getUUID("id"),
        row.getString("object_key"),
        row.getString("name"),
        row.getString("content_type"),
        row.getLong("size"));
  }
}
