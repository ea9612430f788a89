package dev.millrace.postgres.file;

import static dev.millrace.postgres.file.FileRows.Wanted.called;
import static dev.millrace.postgres.file.FileRows.now;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.account.AccountId;
import dev.millrace.blob.BlobWalk;
import dev.millrace.blob.BlobsInMemory;
import dev.millrace.file.Orphans;
import dev.millrace.request.RequestId;
import dev.millrace.testing.Database;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which objects of a store the walk dooms. The store is a list here; PostgreSQL is real. */
class PostgresOrphansIT {
  private static final Database DATABASE = Database.apart("orphans");
  private static final Orphans.Pace PACE =
      new Orphans.Pace(2, Duration.ofDays(1), Duration.ofSeconds(5), Duration.ofHours(24));

  private final FileRows rows = new FileRows(DATABASE);
  private final TreeMap<String, Instant> objects = new TreeMap<>();
  private final BlobsInMemory blobs = new BlobsInMemory();
  private final PostgresOrphans orphans =
      new PostgresOrphans(DATABASE.pool(), blobs, new ListedObjects());
  private final Instant old = Instant.now().minus(Duration.ofDays(2));
  private final AccountId account = rows.account();
  private Instant clock = Instant.now();

  private final class ListedObjects implements BlobWalk {
    @Override
    public Uni<List<Seen>> next(String prefix, String after, int atMost) {
      return Uni.createFrom()
          .item(
              objects.tailMap(after.isEmpty() ? prefix : after, after.isEmpty()).entrySet().stream()
                  .filter(object -> object.getKey().startsWith(prefix))
                  .limit(atMost)
                  .map(object -> new Seen(object.getKey(), object.getValue()))
                  .toList());
    }
  }

  @BeforeEach
  void noWalkIsUnderWay() {
    DATABASE.run("delete from doomed_object");
    DATABASE.run("update orphan_walk set prefix = '', after = '', due_at = '-infinity'");
  }

  @Test
  void exactlyWhatNothingNamesIsDoomed() {
    var named = objectsWithRows();
    named.forEach(key -> objects.put(key, old));
    var unnamed =
        List.of(
            "uploads/%s/%s".formatted(account.value(), UUID.randomUUID()),
            "outputs/%s/%s/%s".formatted(account.value(), someRequest(), UUID.randomUUID()),
            "outputs/%s/%s/%s".formatted(account.value(), someRequest(), UUID.randomUUID()),
            "chunks/%s/0".formatted(UUID.randomUUID()),
            "thumbnails/%s/%s".formatted(account.value(), UUID.randomUUID()),
            "payloads/%s/output".formatted(UUID.randomUUID()),
            "uploads/%s/%s".formatted(account.value(), expired()));
    unnamed.forEach(key -> objects.put(key, old));
    var strange = List.of("uploads/readme.txt", "payloads/x/input", "elsewhere/a", "zebra");
    strange.forEach(key -> objects.put(key, old));

    var walked = walk();

    assertThat(doomed()).containsExactlyInAnyOrderElementsOf(unnamed);
    assertThat(walked.doomed()).isEqualTo(unnamed.size());
    assertThat(walked.strange()).isEqualTo(2);
    assertThat(walked.seen()).isEqualTo(named.size() + unnamed.size() + 2);
  }

  /** One of each sort, whose row is there. */
  private List<String> objectsWithRows() {
    var file = rows.file(account, called("x"));
    var upload = upload();
    var request = RequestId.next(Instant.now(), ThreadLocalRandom.current()).value();
    var keys =
        List.of(
            FileRows.key(account, file),
            relayed(),
            FileRows.thumbnail(account, file),
            "uploads/%s/%s".formatted(account.value(), upload),
            "chunks/%s/3".formatted(upload),
            "payloads/%s/input".formatted(request),
            "payloads/%s/output".formatted(request));
    DATABASE.run(
        "insert into upload_chunk values ($1, 3, $2, 1, sha256('x'))", upload, keys.get(4));
    DATABASE.run(
        "insert into unstored_input (request_id, object_key) values ($1, $2)",
        request,
        keys.get(5));
    DATABASE.run(
        "insert into unstored_output (slot, request_id, ended_at, object_key) values"
            + " (unstored_slot(now()), $1, now(), $2)",
        request,
        keys.get(6));
    return keys;
  }

  /** Bytes that came through us have an id of their own. */
  private String relayed() {
    var key = "uploads/%s/%s".formatted(account.value(), UUID.randomUUID());
    DATABASE.run(
        "update file set object_key = $2 where id = $1", rows.file(account, called("r")), key);
    return key;
  }

  private UUID upload() {
    var id = UUID.randomUUID();
    DATABASE.run(
        """
        insert into upload (id, account_id, way, object_key, name, content_type, largest, created_at,
                            expires_at, look_at)
        values ($1, $2, 'chunks', $3, 'x', 'image/png', 10, now(), now(), now())
        """,
        id,
        account.value(),
        "uploads/%s/%s".formatted(account.value(), id));
    return id;
  }

  private UUID expired() {
    var id = rows.file(account, called("over"));
    DATABASE.run("update file set expired_at = now() where id = $1", id);
    return id;
  }

  private static RequestId someRequest() {
    return RequestId.next(Instant.now(), ThreadLocalRandom.current());
  }

  @Test
  void aStoredPayloadIsNamedByItsRequest() {
    var request = someRequest().value();
    var key = "payloads/%s/input".formatted(request);
    DATABASE.run(
        "select make_payload_partitions(now() - interval '1 day', now() + interval '1 day')");
    DATABASE.run(
        "insert into request_payload (request_id, kind, object_key) values ($1, 'input', $2)",
        request,
        key);
    objects.put(key, old);
    objects.put("payloads/%s/output".formatted(request), old);

    walk();

    assertThat(doomed()).containsExactly("payloads/%s/output".formatted(request));
  }

  @Test
  void whatIsYoungIsLeftAlone() {
    objects.put(
        "uploads/%s/%s".formatted(account.value(), UUID.randomUUID()), clock.minusSeconds(60));

    assertThat(walk().doomed()).isZero();
  }

  @Test
  void theWalkGoesOnWhereItStopped() {
    for (int i = 0; i < 5; i++) {
      objects.put("uploads/%s/%s".formatted(account.value(), UUID.randomUUID()), old);
    }
    for (int place = 0; place < 4; place++) {
      now(orphans.next(PACE, clock));
      clock = clock.plus(PACE.pause());
    }
    now(orphans.next(PACE, clock)); // two of uploads/
    assertThat(doomed()).hasSize(2);
    assertThat(now(orphans.next(PACE, clock))).isEmpty(); // not due yet

    clock = clock.plus(PACE.pause());
    var afterARestart = new PostgresOrphans(DATABASE.pool(), blobs, new ListedObjects());
    var second = now(afterARestart.next(PACE, clock)).orElseThrow();

    assertThat(second.doomed()).isEqualTo(2);
    assertThat(doomed()).hasSize(4);
    clock = second.due();
    var last = now(afterARestart.next(PACE, clock)).orElseThrow();
    assertThat(last.doomed()).isEqualTo(1);
    assertThat(last.due()).isEqualTo(clock.plus(PACE.every()));
  }

  @Test
  void twoNeverWalkAtOnce() {
    var other = DATABASE.pool().getConnection().toCompletionStage().toCompletableFuture().join();
    other.query("begin").execute().toCompletionStage().toCompletableFuture().join();
    other
        .query("select from orphan_walk for update")
        .execute()
        .toCompletionStage()
        .toCompletableFuture()
        .join();

    var meanwhile = now(orphans.next(PACE, clock));

    other.query("rollback").execute().toCompletionStage().toCompletableFuture().join();
    other.close();
    assertThat(meanwhile).isEmpty();
    assertThat(now(orphans.next(PACE, clock))).isPresent();
  }

  @Test
  void aStoreThatAnotherDatabaseClearsUpIsNotTouched() {
    objects.put("uploads/%s/%s".formatted(account.value(), UUID.randomUUID()), old);
    now(
        blobs.put(
            StoreMark.KEY,
            "text/plain",
            UUID.randomUUID().toString().getBytes(java.nio.charset.StandardCharsets.US_ASCII)));

    assertThatThrownBy(() -> now(orphans.next(PACE, clock)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("another database");
    assertThat(doomed()).isEmpty();
  }

  @Test
  void aStoreThatIsAwayLeavesTheWalkWhereItIs() {
    objects.put("chunks/%s/1".formatted(UUID.randomUUID()), old);
    blobs.away(true);
    assertThatThrownBy(() -> now(orphans.next(PACE, clock))).isNotNull();
    blobs.away(false);

    assertThat(now(orphans.next(PACE, clock)).orElseThrow().doomed()).isEqualTo(1);
  }

  private Orphans.Page walk() {
    var sum = new Orphans.Page(0, 0, 0, clock);
    while (true) {
      var page = now(orphans.next(PACE, clock)).orElseThrow();
      sum =
          new Orphans.Page(
              sum.seen() + page.seen(),
              sum.doomed() + page.doomed(),
              sum.strange() + page.strange(),
              page.due());
      if (page.due().isAfter(clock.plus(PACE.pause()))) {
        return sum;
      }
      clock = page.due();
    }
  }

  private static List<String> doomed() {
    return DATABASE.run("select object_key from doomed_object").stream()
        .map(row -> row.getString("object_key"))
        .toList();
  }
}
