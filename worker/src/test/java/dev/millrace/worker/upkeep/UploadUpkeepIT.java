package dev.millrace.worker.upkeep;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.account.AccountId;
import dev.millrace.blob.BlobStore;
import dev.millrace.blob.BlobUploads;
import dev.millrace.blob.BlobUploads.Unfinished;
import dev.millrace.file.Abandoner;
import dev.millrace.file.AnUpload;
import dev.millrace.file.Finisher;
import dev.millrace.file.Inspector;
import dev.millrace.file.Upload;
import dev.millrace.file.Upload.Way;
import dev.millrace.file.Uploads;
import dev.millrace.file.Uploads.Room;
import dev.millrace.file.UploadsConfig;
import dev.millrace.postgres.file.PostgresUploads;
import dev.millrace.s3.S3ForTests;
import dev.millrace.testing.Database;
import dev.millrace.testing.Settings;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What becomes of uploads of which nobody says any more, with the real engines. */
class UploadUpkeepIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final byte[] PICTURE = HexFormat.of().parseHex("89504e470d0a1a0a0000000d49484452");
  private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MICROS);
  private static final UpkeepConfig CONFIG = Settings.of(UpkeepConfig.class, Map.of());
  private static final Database DATABASE = Database.apart("upload_upkeep");
  private static final Vertx VERTX = Vertx.vertx();

  private final AtomicReference<Instant> clock = new AtomicReference<>(NOW);
  private final BlobStore blobs = S3ForTests.store();
  private final BlobUploads store = S3ForTests.uploads();
  private final Uploads uploads = new PostgresUploads(DATABASE.pool());
  private final Finisher finisher =
      new Finisher(
          (account, id) -> Uni.createFrom().item(Optional.empty()),
          uploads,
          new Inspector(blobs, S3ForTests.streams()),
          clock::get);
  private final UploadKeeper keeper =
      new UploadKeeper(
          VERTX, uploads, finisher, new Abandoner(uploads, store, clock::get), clock::get, CONFIG);
  private final PartSweeper sweeper =
      new PartSweeper(
          VERTX, store, uploads, clock::get, Settings.of(UploadsConfig.class, Map.of()), CONFIG);
  private final AccountId account = account();
  private final AnUpload one = AnUpload.of(account).undeclared().at(NOW);

  @AfterAll
  static void closeVertx() {
    VERTX.close();
  }

  @Test
  void aPutOfWhichNobodySaidAnythingIsAFileSoon() {
    var upload = kept(one.build());
    got(blobs.put(upload.key(), "image/png", PICTURE));

    roundAfter(Duration.ofSeconds(29));
    assertThat(isFile(upload)).isFalse();
    roundAfter(Duration.ofSeconds(30));

    assertThat(isFile(upload)).isTrue();
    assertThat(isUpload(upload)).isFalse();
  }

  @Test
  void whatDoesNotComeIsWaitedForUntilItsEnd() {
    var upload = kept(one.build());

    roundAfter(Duration.ofSeconds(3599));
    assertThat(isUpload(upload)).isTrue();
    roundAfter(Duration.ofHours(2));

    assertThat(isUpload(upload)).isFalse();
    assertThat(isFile(upload)).isFalse();
    assertThat(isDoomed(upload)).isTrue();
  }

  @Test
  void partsThatNobodyMadeAFileOfAreGivenUpInTheStoreToo() {
    var upload = begunInParts();

    roundAfter(Duration.ofSeconds(3600));

    assertThat(isUpload(upload)).isFalse();
    assertThat(isOpenInTheStore(upload)).isFalse();
  }

  @Test
  void oneThatIsWrongHoldsNoOtherUp() {
    var wrong = kept(one.build());
    var right = kept(one.build());
    got(blobs.put(wrong.key(), "image/png", "<html></html>".getBytes(UTF_8)));
    got(blobs.put(right.key(), "image/png", PICTURE));

    roundAfter(Duration.ofMinutes(1));

    assertThat(isFile(right)).isTrue();
    assertThat(isFile(wrong)).isFalse();
    assertThat(isDoomed(wrong)).isTrue();
  }

  @Test
  void partsOfNobodyAreSweptAndThoseOfAnUploadStay() {
    var known = begunInParts();
    var stray = one.build();
    var strays = stray.inParts(got(store.begin(stray.key(), "image/png")));

    clock.set(Instant.now().plus(Duration.ofHours(24)));
    got(sweeper.round());
    assertThat(isOpenInTheStore(strays)).isTrue();
    clock.set(Instant.now().plus(Duration.ofHours(26)));
    got(sweeper.round());

    assertThat(isOpenInTheStore(strays)).isFalse();
    assertThat(isOpenInTheStore(known)).isTrue();
  }

  private void roundAfter(Duration time) {
    clock.set(NOW.plus(time));
    got(keeper.round());
  }

  private Upload begunInParts() {
    var upload = one.way(Way.MULTIPART).build();
    return kept(upload.inParts(got(store.begin(upload.key(), "image/png"))));
  }

  private Upload kept(Upload upload) {
    assertThat(got(uploads.begin(upload, new Room(9, Optional.empty()))))
        .isEqualTo(Uploads.Begun.KEPT);
    return upload;
  }

  private boolean isOpenInTheStore(Upload upload) {
    return got(store.unfinished(Instant.now().plus(Duration.ofDays(1)))).stream()
        .map(Unfinished::multipartId)
        .anyMatch(upload.multipartId().orElseThrow()::equals);
  }

  private static boolean isFile(Upload upload) {
    return !DATABASE.run("select from file where id = $1", upload.id()).isEmpty();
  }

  private static boolean isUpload(Upload upload) {
    return !DATABASE.run("select from upload where id = $1", upload.id()).isEmpty();
  }

  private static boolean isDoomed(Upload upload) {
    return !DATABASE.run("select from doomed_object where object_key = $1", upload.key()).isEmpty();
  }

  private static AccountId account() {
    var id = AccountId.next(Instant.now(), ThreadLocalRandom.current());
    DATABASE.run(
        "insert into account (id, name, plan, balance, created_at) values ($1, 'ann', 'free', 0,"
            + " now())",
        id.value());
    return id;
  }

  private static <T> T got(Uni<T> one) {
    return one.await().atMost(SOON);
  }
}
