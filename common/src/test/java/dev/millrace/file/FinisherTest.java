package dev.millrace.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.account.AccountId;
import dev.millrace.blob.BlobsInMemory;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.file.Uploads.Room;
import io.smallrye.mutiny.Uni;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FinisherTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Instant NOW = Instant.parse("2026-02-03T05:00:00Z");
  private static final byte[] PICTURE = HexFormat.of().parseHex("89504e470d0a1a0a0000000d49484452");

  private final AccountId account = AccountId.next(NOW, ThreadLocalRandom.current());
  private final BlobsInMemory blobs = new BlobsInMemory();
  private final StreamsInMemory streams = new StreamsInMemory(blobs);
  private final UploadsInMemory uploads = new UploadsInMemory();
  private final Finisher finisher =
      new Finisher(files(uploads), uploads, new Inspector(blobs, streams), () -> NOW);

  private final AnUpload picture = AnUpload.of(account).size(PICTURE.length).sum(sha256(PICTURE));

  @Test
  void bytesThatAreWhatWasDeclaredAreAFile() {
    var upload = brought(picture.build(), PICTURE);

    var file = got(finisher.finished(account, upload.id()));

    assertThat(file)
        .contains(new StoredFile(upload.id(), upload.key(), "a.png", "image/png", PICTURE.length));
    assertThat(got(uploads.find(upload.id()))).isEmpty();
  }

  @Test
  void aFileIsNotLookedAtAgain() {
    var upload = brought(picture.build(), PICTURE);
    got(finisher.finished(account, upload.id()));
    got(blobs.delete(upload.key()));

    assertThat(got(finisher.finished(account, upload.id()))).isPresent();
    assertThat(streams.readings()).isEqualTo(1);
  }

  @Test
  void manyWhoAskAtOnceGetTheOneFile() {
    var upload = brought(picture.build(), PICTURE);
    var asked =
        IntStream.range(0, 10).mapToObj(n -> finisher.finished(account, upload.id())).toList();

    assertThat(got(Uni.join().all(asked).andFailFast()))
        .allSatisfy(file -> assertThat(file.map(StoredFile::id)).contains(upload.id()));
  }

  @Test
  void whoLooksWhileAnotherFinishesItGetsTheFile() {
    var upload = brought(picture.build(), PICTURE);
    var looks = new AtomicInteger();
    Files finishedBehindTheFirstLook =
        (owner, id) ->
            files(uploads)
                .find(owner, id)
                .call(
                    found ->
                        looks.getAndIncrement() == 0
                            ? finisher.finished(owner, id)
                            : Uni.createFrom().voidItem());
    var late =
        new Finisher(finishedBehindTheFirstLook, uploads, new Inspector(blobs, streams), () -> NOW);

    var file =
        late.finished(
            account,
            upload.id(),
            taken -> {
              throw new AssertionError("there is nothing left to end");
            });

    assertThat(got(file).map(StoredFile::id)).contains(upload.id());
  }

  @Test
  void anotherAccountAndAnUnknownIdFindNothing() {
    var upload = brought(picture.build(), PICTURE);
    var other = AccountId.next(NOW, ThreadLocalRandom.current());

    assertThat(got(finisher.finished(other, upload.id()))).isEmpty();
    assertThat(got(finisher.finished(account, UUID.randomUUID()))).isEmpty();
    assertThat(got(uploads.find(upload.id()))).isPresent();
  }

  @Test
  void withoutBytesItIsIncompleteAndStays() {
    var upload = kept(picture.build());

    assertThatThrownBy(() -> got(finisher.finished(account, upload.id())))
        .satisfies(failure -> assertThat(codeOf(failure)).isEqualTo(FaultCode.UPLOAD_INCOMPLETE))
        .hasMessageContaining("PUT them to the upload_url until");
    assertThat(got(uploads.find(upload.id()))).isPresent();
  }

  @Test
  void anotherSizeIsAMismatchThatNamesBoth() {
    var upload = brought(picture.size(17).build(), PICTURE);

    assertMismatch(upload, "the size of a.png was declared as 17 bytes and is 16 bytes");
  }

  @Test
  void anotherChecksumIsAMismatch() {
    var upload = brought(picture.sum("00".repeat(32)).build(), PICTURE);

    assertMismatch(
        upload,
        "the SHA-256 of a.png was declared as %s and is %s"
            .formatted("00".repeat(32), sha256(PICTURE)));
  }

  @Test
  void aPageThatIsCalledAPictureIsAMismatch() {
    var page = "<!DOCTYPE html><script>alert(1)</script>".getBytes(UTF_8);
    var upload = brought(AnUpload.of(account).undeclared().build(), page);

    assertMismatch(upload, "the type of a.png was declared as image/png and is text/html");
  }

  @Test
  void bytesOfAnotherTypeThanWasDeclaredAreAMismatch() {
    var upload = kept(picture.build());
    got(blobs.put(upload.key(), "text/html", PICTURE));

    assertMismatch(upload, "declared as image/png and is text/html");
  }

  @Test
  void whatIsLargerThanItMayBeIsGivenUp() {
    var upload = brought(AnUpload.of(account).undeclared().build(), new byte[1001]);

    assertThatThrownBy(() -> got(finisher.finish(upload)))
        .satisfies(failure -> assertThat(codeOf(failure)).isEqualTo(FaultCode.FILE_TOO_LARGE))
        .hasMessageContaining("1000 at most");
    assertThat(got(uploads.find(upload.id()))).isEmpty();
  }

  @Test
  void anEmptyFileIsAFile() {
    var upload = brought(AnUpload.of(account).undeclared().build(), new byte[0]);

    assertThat(got(finisher.finish(upload)).map(StoredFile::size)).contains(0L);
  }

  @Test
  void aStoreThatIsAwayLosesNothing() {
    var upload = brought(picture.build(), PICTURE);
    blobs.away(true);
    assertThatThrownBy(() -> got(finisher.finish(upload))).hasMessageContaining("away");
    blobs.away(false);

    assertThat(got(finisher.finish(upload))).isPresent();
  }

  private void assertMismatch(Upload upload, String message) {
    assertThatThrownBy(() -> got(finisher.finish(upload)))
        .satisfies(failure -> assertThat(codeOf(failure)).isEqualTo(FaultCode.FILE_MISMATCH))
        .hasMessageContaining(message);
    assertThat(got(uploads.find(upload.id()))).isEmpty();
    assertThat(got(finisher.finished(account, upload.id()))).isEmpty();
  }

  private Upload kept(Upload upload) {
    got(uploads.begin(upload, new Room(9, Optional.empty())));
    return upload;
  }

  private Upload brought(Upload upload, byte[] bytes) {
    got(blobs.put(upload.key(), upload.declared().contentType(), bytes));
    return kept(upload);
  }

  private static FaultCode codeOf(Throwable failure) {
    return ((FaultException) failure).fault().code();
  }

  private static <T> T got(Uni<T> one) {
    return one.await().atMost(SOON);
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Files files(UploadsInMemory uploads) {
    return (account, id) -> Uni.createFrom().item(() -> uploads.file(account, id));
  }
}
