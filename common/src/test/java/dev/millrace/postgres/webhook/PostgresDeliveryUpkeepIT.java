package dev.millrace.postgres.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.request.RequestId;
import dev.millrace.testing.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** How deliveries are forgotten: by whole weeks. */
class PostgresDeliveryUpkeepIT {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Duration WEEK = Duration.ofDays(7);
  private static final Instant LONG_AGO = Instant.parse("2019-03-06T12:00:00Z"); // a Wednesday

  private final Database database = Database.shared();
  private final PostgresDeliveryUpkeep upkeep =
      new PostgresDeliveryUpkeep(Pool.newInstance(database.pool()));

  @Test
  void weeksAreMadeOnceAndTheirDeliveriesLieInThem() {
    var made = make(LONG_AGO, LONG_AGO.plus(WEEK));

    assertThat(made).isEqualTo(2);
    assertThat(make(LONG_AGO, LONG_AGO.plus(WEEK))).isZero();
    assertThat(partitionOf(deliveryOf(LONG_AGO))).isEqualTo("webhook_delivery_2019w10");
    assertThat(partitionOf(deliveryOf(Instant.parse("2019-03-10T23:59:59.999Z"))))
        .isEqualTo("webhook_delivery_2019w10");
    assertThat(partitionOf(deliveryOf(Instant.parse("2019-03-11T00:00:00Z"))))
        .isEqualTo("webhook_delivery_2019w11");

    assertThat(drop(Instant.parse("2019-03-18T00:00:00Z"))).isEqualTo(2);
  }

  @Test
  void aWeekIsDroppedOnceItIsWhollyOverAndNotBefore() {
    var since = LONG_AGO.minus(Duration.ofDays(364));
    var firstEnds = Instant.parse("2018-03-12T00:00:00Z");
    make(since, since.plus(WEEK));
    var first = deliveryOf(since);
    var second = deliveryOf(since.plus(WEEK));

    assertThat(drop(firstEnds.minusMillis(1))).isZero();
    assertThat(partitionOf(first)).isEqualTo("webhook_delivery_2018w10");
    assertThat(drop(firstEnds)).isEqualTo(1);
    assertThat(isThere(first)).isFalse();
    assertThat(isThere(second)).isTrue();
    assertThat(drop(firstEnds)).isZero();

    assertThat(drop(firstEnds.plus(WEEK))).isEqualTo(1);
    assertThat(isThere(second)).isFalse();
  }

  @Test
  void whatLiesOutsideOfAllWeeksIsForgottenByItsLastChange() {
    var before = Instant.parse("2015-06-01T00:00:00Z");
    var old = deliveryOf(before.minusMillis(1));
    var young = deliveryOf(before);
    assertThat(partitionOf(old)).isEqualTo("webhook_delivery_default");

    drop(before);

    assertThat(isThere(old)).isFalse();
    assertThat(isThere(young)).isTrue();
    drop(before.plusMillis(1));
    assertThat(isThere(young)).isFalse();
  }

  @Test
  void theComingWeeksStandAlready() {
    assertThat(now(upkeep.makePartitions())).isZero();

    var late = deliveryOf(Instant.now().plus(Duration.ofDays(55)));

    assertThat(partitionOf(late)).matches("webhook_delivery_\\d{4}w\\d{2}");
    database.run("delete from webhook_delivery where request_id = $1", late.value());
  }

  @Test
  void whoeverFindsAnotherAtItLeavesItToTheOther() {
    var until = Instant.parse("2017-03-13T00:00:00Z");
    make(until.minus(WEEK), until);
    try (var other = new Other()) {
      other.run("select pg_advisory_xact_lock(hashtext('webhook_partitions'))");

      assertThat(drop(until)).isZero();
    }
    assertThat(drop(until)).isEqualTo(1);
  }

  @Test
  void aTableInUseIsLeftForTheNextRoundInsteadOfHoldingDeliveriesUp() {
    var until = Instant.parse("2016-03-14T00:00:00Z");
    make(until.minus(WEEK), until);
    try (var reader = new Other()) {
      reader.run("select count(*) from webhook_delivery");

      assertThatThrownBy(() -> drop(until)).hasMessageContaining("lock timeout");
    }
    assertThat(drop(until)).isEqualTo(1);
  }

  /** Another session, in a transaction that is rolled back in the end. */
  private final class Other implements AutoCloseable {
    private final SqlConnection connection =
        database.pool().getConnection().toCompletionStage().toCompletableFuture().join();

    Other() {
      run("begin");
    }

    void run(String sql) {
      connection.query(sql).execute().toCompletionStage().toCompletableFuture().join();
    }

    @Override
    public void close() {
      run("rollback");
      connection.close().toCompletionStage().toCompletableFuture().join();
    }
  }

  private int make(Instant since, Instant until) {
    return database
        .run(
            "select make_webhook_partitions($1, $2) as made",
            since.atOffset(ZoneOffset.UTC),
            until.atOffset(ZoneOffset.UTC))
        .getFirst()
        .getInteger("made");
  }

  private int drop(Instant before) {
    return now(upkeep.dropPartitions(before));
  }

  private RequestId deliveryOf(Instant at) {
    var id = RequestId.next(at, new Random(1));
    database.run(
        """
        insert into webhook_delivery (request_id, event, account_id, url, status, delivered_at,
                                      created_at, updated_at)
        values ($1, 'completed', $2, 'https://hooks.example.com/a', 'delivered', $3, $3, $3)
        """,
        id.value(),
        UUID.randomUUID(),
        at.atOffset(ZoneOffset.UTC));
    return id;
  }

  private String partitionOf(RequestId id) {
    return database
        .run(
            "select tableoid::regclass::text as part from webhook_delivery where request_id = $1",
            id.value())
        .getFirst()
        .getString("part");
  }

  private boolean isThere(RequestId id) {
    return !database
        .run("select 1 from webhook_delivery where request_id = $1", id.value())
        .isEmpty();
  }

  private static <T> T now(Uni<T> uni) {
    return uni.await().atMost(SOON);
  }
}
