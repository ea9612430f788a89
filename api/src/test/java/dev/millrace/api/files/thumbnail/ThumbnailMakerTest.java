package dev.millrace.api.files.thumbnail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.account.AccountId;
import dev.millrace.blob.BlobsInMemory;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.file.ReadableFile;
import dev.millrace.file.StoredFile;
import dev.millrace.file.Thumbnail;
import dev.millrace.file.Thumbnails;
import dev.millrace.provider.Workbench;
import dev.millrace.testing.Settings;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class ThumbnailMakerTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Vertx VERTX = Vertx.vertx();

  private final BlobsInMemory blobs = new BlobsInMemory();
  private final Marks marks = new Marks();
  private final ThumbnailMaker maker =
      new ThumbnailMaker(
          blobs,
          marks,
          new Workbench(VERTX),
          InstantSource.fixed(Instant.EPOCH),
          Settings.of(ThumbnailConfig.class, Map.of("millrace.thumbnails.max-bytes", "100000")));

  /** What was marked, in order. */
  private static final class Marks implements Thumbnails {
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private volatile boolean isThere = true;

    @Override
    public Uni<Boolean> made(ReadableFile file, String contentType, Instant at) {
      return Uni.createFrom()
          .item(
              () -> {
                seen.add(contentType);
                return isThere;
              });
    }

    @Override
    public Uni<Void> impossible(UUID file) {
      return Uni.createFrom()
          .item(
              () -> {
                seen.add("impossible");
                return null;
              });
    }
  }

  @AfterAll
  static void close() {
    VERTX.close();
  }

  @Test
  void itIsMadeOnceForAllWhoAskMeanwhileAndStoredBeforeItIsMarked() {
    var file = stored("image/png", Pictures.opaque("png", 900, 900));

    var made =
        Uni.join()
            .all(IntStream.range(0, 20).mapToObj(i -> maker.of(file)).toList())
            .andFailFast()
            .await()
            .atMost(SOON);

    assertThat(made).hasSize(20).containsOnly(new Thumbnail.Made("image/jpeg"));
    assertThat(marks.seen).containsExactly("image/jpeg");
    assertThat(Pictures.read(blobs.bytesOf(file.thumbnailKey())).getWidth()).isEqualTo(512);
  }

  @Test
  void whatIsNoPictureIsMarkedSo() {
    assertImpossible(stored("image/png", new byte[] {1, 2, 3}));
    assertImpossible(stored("image/png", Pictures.bomb(60_000, 60_000)));
  }

  @Test
  void whatSaysThatItIsNoPictureOrIsTooLargeIsNotEvenRead() {
    blobs.away(true);

    assertImpossible(file("text/html", 10));
    assertImpossible(file("image/png", 100_001));
  }

  @Test
  void aStoreThatIsAwaySaysNothingOfThePicture() {
    var file = stored("image/png", Pictures.opaque("png", 10, 10));
    blobs.away(true);
    assertThatThrownBy(() -> make(file)).hasMessageContaining("away");
    assertThat(marks.seen).isEmpty();

    blobs.away(false);

    assertThat(make(file)).isEqualTo(new Thumbnail.Made("image/jpeg"));
  }

  @Test
  void aFileThatWentMeanwhileHasNoThumbnail() {
    var file = stored("image/png", Pictures.opaque("png", 10, 10));
    marks.isThere = false;

    assertThatThrownBy(() -> make(file))
        .isInstanceOfSatisfying(
            FaultException.class,
            gone -> assertThat(gone.fault().code()).isEqualTo(FaultCode.NOT_FOUND));
  }

  private void assertImpossible(ReadableFile file) {
    marks.seen.clear();

    assertThat(make(file)).isEqualTo(new Thumbnail.Impossible());
    assertThat(marks.seen).containsExactly("impossible");
  }

  private Thumbnail make(ReadableFile file) {
    return maker.of(file).await().atMost(SOON);
  }

  private ReadableFile stored(String contentType, byte[] bytes) {
    var file = file(contentType, bytes.length);
    blobs.put(file.file().key(), contentType, bytes).await().atMost(SOON);
    return file;
  }

  private static ReadableFile file(String contentType, long size) {
    var id = UUID.randomUUID();
    return new ReadableFile(
        new AccountId(UUID.randomUUID()),
        new StoredFile(id, "uploads/x/" + id, "x.png", contentType, size),
        new Thumbnail.Unmade(),
        Optional.empty(),
        Optional.empty());
  }
}
