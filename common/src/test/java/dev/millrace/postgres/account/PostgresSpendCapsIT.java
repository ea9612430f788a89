package dev.millrace.postgres.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.account.AccountId;
import dev.millrace.account.SpendCap.Period;
import dev.millrace.ledger.SpendCaps;
import dev.millrace.ledger.SpendCapsContract;
import dev.millrace.money.Money;
import dev.millrace.request.RequestId;
import dev.millrace.testing.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PostgresSpendCapsIT extends SpendCapsContract implements SpendCapsContract.Stage {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Database DATABASE = Database.shared();

  private static final String ADMIT =
      """
      with admitted as (
        insert into request (id, account_id, key_id, model, lane, status, dispatch_partition,
                         dispatch_offset, held, rate_card, created_at, correlation_id)
        values ($1, $2, $3, 'local/echo', 'normal', 'IN_QUEUE', 0, 0, $4, 'card', now(), 'test')
      )
      select raise_holds(array[$2::uuid], array[$3::uuid], array[$4::bigint])
      """;

  private final SpendCaps caps = new PostgresSpendCaps(DATABASE.pool());

  @Override
  protected SpendCaps caps() {
    return caps;
  }

  @Override
  protected Stage stage() {
    return this;
  }

  /** A call that is answered at once is paid for from a slice: no request is in flight for it. */
  @Test
  void aNewCapCountsTheSlicesOfItsKey() {
    var account = account();
    var key = key(account);
    slice(account, key, "2");
    slice(account, key(account), "4");
    hold(account, key, Money.parse("1"));

    assertThat(heldUnder(account, Optional.of(key))).isEqualTo(Money.parse("3"));
    assertThat(heldUnder(account, Optional.empty())).isEqualTo(Money.parse("7"));
  }

  /** Neither counted twice nor left out: the cap is set before it or behind it. */
  @Test
  void aCapThatIsSetWhileARequestIsAdmittedWaitsAndCountsIt() {
    var account = account();
    var connection = ended(DATABASE.pool().getConnection());
    ended(connection.query("begin").execute());
    ended(
        connection
            .preparedQuery("select from account where id = $1 for no key update")
            .execute(Tuple.of(account.value())));

    var set =
        caps.set(account, Optional.empty(), Period.DAY, Money.parse("9"), Instant.now())
            .subscribeAsCompletionStage();
    await().atMost(SOON).until(() -> set.isDone() || somebodyWaitsForALock());
    assertThat(set).isNotDone();
    ended(
        connection
            .preparedQuery(ADMIT)
            .execute(
                Tuple.of(
                    RequestId.next(Instant.now(), ThreadLocalRandom.current()).value(),
                    account.value(),
                    key(account),
                    Money.parse("2").nanos())));
    ended(connection.query("commit").execute());
    ended(connection.close());

    assertThat(set.orTimeout(SOON.toSeconds(), TimeUnit.SECONDS).join().orElseThrow().held())
        .isEqualTo(Money.parse("2"));
  }

  private static boolean somebodyWaitsForALock() {
    return !DATABASE.run("select 1 from pg_locks where not granted").isEmpty();
  }

  private static <T> T ended(Future<T> one) {
    return one.toCompletionStage()
        .toCompletableFuture()
        .orTimeout(SOON.toSeconds(), TimeUnit.SECONDS)
        .join();
  }

  @Test
  void whatIsUnderWayIsFoundBehindALongHistory() {
    var account = account();
    var key = key(account);
    hold(account, key, Money.parse("1"));
    endedRequests(account, key, 12_000);
    hold(account, key(account), Money.parse("4"));
    hold(account, key, Money.parse("2"));

    assertThat(heldUnder(account, Optional.of(key))).isEqualTo(Money.parse("3"));
  }

  /** Later than those before, and such as held something once. */
  private static void endedRequests(AccountId account, UUID key, int many) {
    DATABASE.run(
        """
        insert into request (id, account_id, key_id, model, lane, status, dispatch_partition,
                             dispatch_offset, held, rate_card, created_at, finished_at, correlation_id)
        select uuidv7(interval '1 second'), $1, $2, 'local/echo', 'normal', 'CANCELLED', 0, n, 5, 'card', now(), now(), 'test'
          from generate_series(1, $3) n
        """,
        account.value(),
        key,
        many);
  }

  @Test
  void whatIsAvailableIsWhatBalanceAndCapsLeave() {
    var account = account();
    var key = key(account);
    var otherKey = key(account);
    var now = Instant.now();
    cap(account, Optional.empty(), Period.TOTAL, "5", now);
    cap(account, Optional.of(key), Period.DAY, "1", now);
    hold(account, key, Money.parse("0.25"));
    end(hold(account, key, Money.parse("0.5")), Money.parse("0.5"), now);

    assertThat(availableFor(account, key, now)).isEqualTo(Money.parse("0.25"));
    assertThat(availableFor(account, otherKey, now)).isEqualTo(Money.parse("4.25"));
    assertThat(availableFor(account, key, now.plus(Duration.ofDays(1))))
        .isEqualTo(Money.parse("0.75"));
    cap(account, Optional.of(key), Period.DAY, "0.1", now);
    assertThat(availableFor(account, key, now)).isEqualTo(Money.ZERO);
  }

  // --------------------------------------------------------------------------------------- stage

  @Override
  public AccountId account() {
    var id = AccountId.next(Instant.now(), ThreadLocalRandom.current());
    DATABASE.run(
        "insert into account (id, name, plan, balance, created_at) values ($1, 'ann', 'free', $2,"
            + " now())",
        id.value(),
        Money.parse("100").nanos());
    return id;
  }

  @Override
  public UUID key(AccountId account) {
    var id = UUID.randomUUID();
    DATABASE.run(
        """
        insert into api_key (id, account_id, sha256, kind, name, hint, created_at)
        values ($1, $2, encode(sha256(uuid_send($1)), 'hex'), 'LIVE', 'test', 'mr_live_…', now())
        """,
        id,
        account.value());
    return id;
  }

  @Override
  public RequestId hold(AccountId account, UUID key, Money amount) {
    var id = RequestId.next(Instant.now(), ThreadLocalRandom.current());
    DATABASE.run(ADMIT, id.value(), account.value(), key, amount.nanos());
    return id;
  }

  @Override
  public void end(RequestId request, Money charged, Instant at) {
    DATABASE.run(
        """
        with ended as (
          update request
             set status = case when $2::bigint > 0 then 'COMPLETED' else 'FAILED' end,
                 fault_code = case when $2::bigint > 0 then null else 'PROVIDER_BROKEN' end,
                 charged = $2, finished_at = $3
           where id = $1
          returning id
        )
        select book_ends(array_agg(id)) from ended
        """,
        request.value(),
        charged.nanos(),
        at.atOffset(ZoneOffset.UTC));
  }

  private static void slice(AccountId account, UUID key, String amount) {
    var node = UUID.randomUUID();
    DATABASE.run(
        "insert into api_node (id, host, started_at, heartbeat_at) values ($1, 'test', now(),"
            + " now())",
        node);
    DATABASE.run(
        """
        with slice as (
          insert into credit_slice (account_id, key_id, node_id, amount) values ($1, $2, $3, $4)
        )
        select raise_holds(array[$1::uuid], array[$2::uuid], array[$4::bigint])
        """,
        account.value(),
        key,
        node,
        Money.parse(amount).nanos());
  }

  private Money heldUnder(AccountId account, Optional<UUID> key) {
    return cap(account, key, Period.TOTAL, "50", Instant.now());
  }

  /** What is held under it. */
  private Money cap(
      AccountId account, Optional<UUID> key, Period period, String amount, Instant now) {
    return caps.set(account, key, period, Money.parse(amount), now)
        .await()
        .atMost(SOON)
        .orElseThrow()
        .held();
  }

  private static Money availableFor(AccountId account, UUID key, Instant now) {
    return new Money(
        DATABASE
            .run(
                "select available_for($1, $2, utc_day($3)) as available",
                account.value(),
                key,
                now.atOffset(ZoneOffset.UTC))
            .getFirst()
            .getLong("available"));
  }
}
