package dev.millrace.worker.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.blob.BlobStore;
import dev.millrace.blob.BlobsInMemory;
import dev.millrace.file.DoomedObjects;
import dev.millrace.file.Orphans;
import dev.millrace.id.UuidV7;
import dev.millrace.testing.PlatformEngines;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Bytes really go, on PostgreSQL and S3 as they are. The rounds are called here; none goes by
 * itself.
 */
@QuarkusTest
@WithTestResource(value = PlatformEngines.class, scope = TestResourceScope.GLOBAL)
class FileUpkeepIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration DAY = Duration.ofDays(1);

  @Inject FileExpirer expirer;
  @Inject ObjectDeleter deleter;
  @Inject DoomedObjects doomed;
  @Inject Orphans orphans;
  @Inject FileUpkeepConfig config;
  @Inject BlobStore blobs;
  @Inject Pool pool;
  @Inject Vertx vertx;
  @Inject MeterRegistry registry;

  private final UUID account = UuidV7.next(Instant.now(), ThreadLocalRandom.current());

  @BeforeEach
  void anAccount() {
    sql(
        "insert into account (id, name, plan, balance, created_at) values ($1, 'ann', 'free', 0,"
            + " now())",
        account);
  }

  @Test
  void anExpiredFileLosesItsBytesAndIsForgottenAMonthLater() {
    var over = file(Instant.now().minusSeconds(60));
    var kept = file(Instant.now().minusSeconds(60));
    sql("update file set favourite = true where id = $1", kept);
    var young = file(Instant.now().plusSeconds(600));

    now(expirer.round());
    now(deleter.round());

    assertThat(isInStore(over)).isFalse();
    assertThat(isInStore(kept) && isInStore(young)).isTrue();
    assertThat(sql("select from file where id = $1 and expired_at is not null", over)).hasSize(1);
    sql("update file set expired_at = now() - interval '31 days' where id = $1", over);
    now(expirer.round());
    assertThat(sql("select from file where id = $1", over)).isEmpty();
    assertThat(sql("select from doomed_object where object_key = $1", key(over))).isEmpty();
  }

  @Test
  void doomedObjectsOutliveAStoreThatIsAway() {
    var file = file(null);
    doom(file);
    var away = new BlobsInMemory();
    away.away(true);

    now(deleterOn(away).round());

    assertThat(sql("select from doomed_object where object_key = $1", key(file))).hasSize(1);
    assertThat(isInStore(file)).isTrue();
    now(deleter.round()); // not due again yet
    assertThat(isInStore(file)).isTrue();
    sql("update doomed_object set due_at = now() where object_key = $1", key(file));
    now(deleter.round());
    assertThat(isInStore(file)).isFalse();
    assertThat(sql("select from doomed_object where object_key = $1", key(file))).isEmpty();
  }

  private ObjectDeleter deleterOn(BlobStore store) {
    var metrics = new DoomedMetrics(doomed, InstantSource.system(), new SimpleMeterRegistry());
    return new ObjectDeleter(
        vertx, doomed, store, InstantSource.system(), metrics, new SimpleMeterRegistry(), config);
  }

  @Test
  void howMuchWaitsAndForHowLongCanBeSeen() {
    var file = file(null);
    doom(file);
    sql(
        "update doomed_object set due_at = now() + interval '1 hour', tried_since = now() -"
            + " interval '90 seconds' where object_key = $1",
        key(file));

    now(deleter.round());

    assertThat(registry.get("millrace.objects.doomed").gauge().value()).isPositive();
    assertThat(registry.get("millrace.objects.doomed.age").gauge().value()).isBetween(90.0, 3600.0);
    sql("update doomed_object set due_at = now() where object_key = $1", key(file));
    now(deleter.round());
    assertThat(isInStore(file)).isFalse();
  }

  @Test
  void theWalkThroughTheStoreFindsExactlyTheOrphans() {
    var named = file(null);
    var late = UUID.randomUUID(); // PUT after its upload was given up
    put("uploads/%s/%s".formatted(account, late));
    var overtaken = "outputs/%s/%s/%s".formatted(account, "request", UUID.randomUUID());
    put(overtaken);
    var chunk = "chunks/%s/1".formatted(UUID.randomUUID());
    put(chunk);
    var strange = "uploads/%s-notes.txt".formatted(account);
    put(strange);

    walk(Instant.now());
    assertThat(isDoomed(overtaken)).isFalse(); // a day has to pass
    walk(Instant.now().plus(DAY).plusSeconds(60));

    assertThat(isDoomed("uploads/%s/%s".formatted(account, late))).isTrue();
    assertThat(isDoomed(overtaken)).isTrue();
    assertThat(isDoomed(chunk)).isTrue();
    assertThat(isDoomed(key(named))).isFalse();
    assertThat(isDoomed(strange)).isFalse();
    sql("update doomed_object set due_at = now()");
    now(deleter.round());
    assertThat(now(blobs.head(overtaken))).isEmpty();
    assertThat(now(blobs.head(strange))).isPresent();
    assertThat(isInStore(named)).isTrue();
  }

  /** From the beginning to the end, three objects at a time. */
  private void walk(Instant at) {
    sql("update orphan_walk set prefix = '', after = '', due_at = '-infinity'");
    var pace = new Orphans.Pace(3, DAY, Duration.ofSeconds(1), Duration.ofDays(7));
    var clock = at;
    while (clock.isBefore(at.plus(DAY))) {
      clock = now(orphans.next(pace, clock)).orElseThrow().due();
    }
  }

  private void put(String key) {
    now(blobs.put(key, "text/plain", new byte[] {1}));
  }

  private UUID file(Instant expiresAt) {
    var id = UuidV7.next(Instant.now(), ThreadLocalRandom.current());
    put(key(id));
    sql(
        """
        insert into file (id, account_id, object_key, name, content_type, size, source, created_at,
                          expires_at)
        values ($1, $2, $3, 'x', 'text/plain', 1, 'upload', now(), $4)
        """,
        id,
        account,
        key(id),
        expiresAt == null ? null : expiresAt.atOffset(ZoneOffset.UTC));
    return id;
  }

  private void doom(UUID file) {
    sql("delete from file where id = $1", file);
    sql("insert into doomed_object (object_key, due_at) values ($1, now())", key(file));
  }

  private boolean isDoomed(String key) {
    return !sql("select from doomed_object where object_key = $1", key).isEmpty();
  }

  private boolean isInStore(UUID file) {
    return now(blobs.head(key(file))).isPresent();
  }

  private String key(UUID file) {
    return "uploads/%s/%s".formatted(account, file);
  }

  private List<Row> sql(String statement, Object... values) {
    return StreamSupport.stream(
            pool.preparedQuery(statement)
                .execute(Tuple.from(values))
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(SOON.toSeconds(), TimeUnit.SECONDS)
                .join()
                .spliterator(),
            false)
        .toList();
  }

  private static <T> T now(Uni<T> uni) {
    return uni.await().atMost(SOON);
  }
}
