package dev.millrace.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.blob.BlobStore;
import dev.millrace.blob.BlobStreams;
import dev.millrace.blob.BlobStreams.ByteRange;
import dev.millrace.blob.BlobStreams.Written;
import dev.millrace.blob.BlobUploads;
import dev.millrace.blob.BlobUploads.Part;
import dev.millrace.fault.FaultException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What streamed bytes promise, by a real S3. */
class S3StreamsIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int CHUNK = 100_000;
  private static final int PART = PartSizes.SMALLEST;
  private static final long ANY = 1L << 40;

  private final String key = "test/" + UUID.randomUUID();
  private final BlobStreams streams = S3ForTests.streams();
  private final BlobUploads uploads = S3ForTests.uploads();
  private final BlobStore store = S3ForTests.store();

  @ParameterizedTest
  @ValueSource(ints = {0, 1, PART - 1, PART, PART + 1, 2 * PART, 3 * PART + 12345})
  void bytesOfUnknownNumberAreStoredAsTheyCame(int size) throws Exception {
    var written = streams.write(key, "image/png", bytes(size), ANY).await().atMost(SOON);

    assertThat(written).isEqualTo(new Written(size, sha256(size)));
    stored(size);
    assertThat(open()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, PART + 1})
  void bytesOfKnownNumberPassStraightThrough(int size) throws Exception {
    var written = streams.writeExactly(key, "image/png", size, bytes(size)).await().atMost(SOON);

    assertThat(written).isEqualTo(new Written(size, sha256(size)));
    stored(size);
  }

  @ParameterizedTest
  @ValueSource(ints = {PART, 2 * PART + 1, 3 * PART - CHUNK, 3 * PART + 1})
  void moreBytesThanAllowedLeaveNothing(int atMost) {
    var asked = new AtomicLong();
    var tooMany = bytes(6 * PART).onItem().invoke(() -> asked.addAndGet(CHUNK));

    assertThatThrownBy(() -> streams.write(key, "image/png", tooMany, atMost).await().atMost(SOON))
        .isInstanceOf(FaultException.class)
        .hasMessageContaining("FILE_TOO_LARGE");

    assertThat(asked.get()).isLessThanOrEqualTo(atMost + CHUNK);
    nothingIsLeft();
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 2 * PART + 10})
  void aSourceThatFailsLeavesNothing(int size) {
    var broken =
        Multi.createBy()
            .concatenating()
            .streams(bytes(size), Multi.createFrom().failure(new IllegalStateException("hung up")));

    assertThatThrownBy(() -> streams.write(key, "image/png", broken, ANY).await().atMost(SOON))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("hung up");

    nothingIsLeft();
  }

  @Test
  void aWriteThatIsCancelledLeavesNothingAndTellsItsSource() {
    var told = new AtomicLong();
    var came = new AtomicLong();
    var endless =
        Multi.createBy()
            .concatenating()
            .streams(bytes(2 * PART + CHUNK), Multi.createFrom().<ByteBuffer>nothing())
            .onItem()
            .invoke(chunk -> came.addAndGet(chunk.remaining()))
            .onCancellation()
            .invoke(told::incrementAndGet);
    var write = streams.write(key, "image/png", endless, ANY).subscribe().with(done -> {});
    Awaitility.await().atMost(SOON).until(() -> came.get() == 2 * PART + CHUNK);
    Awaitility.await().atMost(SOON).until(() -> open().size() == 1);

    write.cancel();

    Awaitility.await().atMost(SOON).until(() -> told.get() == 1);
    Awaitility.await().atMost(SOON).until(() -> open().isEmpty());
    nothingIsLeft();
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 1})
  void fewerAndMoreBytesThanDeclaredAreRefused(int error) {
    var size = PART + 10;

    assertThatThrownBy(
            () ->
                streams
                    .writeExactly(key, "image/png", size, bytes(size + error))
                    .await()
                    .atMost(SOON))
        .isInstanceOf(FaultException.class)
        .hasMessageContaining("FILE_MISMATCH");

    nothingIsLeft();
  }

  @Test
  void partsAreStreamedAndMakeAnObject() throws Exception {
    var size = 2 * PART + 12;
    var id = uploads.begin(key, "image/png").await().atMost(SOON);
    var all = content(size);

    var parts = new ArrayList<Part>();
    for (int number = 1, from = 0; from < size; number++, from += PART) {
      var length = Math.min(PART, size - from);
      var part =
          streams
              .writePart(key, id, number, length, chunks(all, from, length))
              .await()
              .atMost(SOON);
      parts.add(new Part(number, part.etag(), part.size()));
    }

    assertThat(uploads.parts(key, id).await().atMost(SOON)).hasValue(parts);
    uploads.complete(key, id, parts).await().atMost(SOON);
    stored(size);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 1})
  void aPartOfAnotherSizeThanDeclaredIsRefused(int error) {
    var id = uploads.begin(key, "image/png").await().atMost(SOON);

    assertThatThrownBy(
            () -> streams.writePart(key, id, 1, 1000, bytes(1000 + error)).await().atMost(SOON))
        .isInstanceOf(FaultException.class)
        .hasMessageContaining("FILE_MISMATCH");

    assertThat(uploads.parts(key, id).await().atMost(SOON)).hasValue(List.of());
    uploads.abort(key, id).await().atMost(SOON);
  }

  @Test
  void anObjectIsReadWholeAndInRanges() throws Exception {
    var size = 3 * CHUNK;
    streams.writeExactly(key, "image/png", size, bytes(size)).await().atMost(SOON);
    var all = content(size);

    assertThat(range(Optional.empty())).isEqualTo(all);
    assertThat(range(Optional.of(new ByteRange(10, Optional.of(19L)))))
        .isEqualTo(Arrays.copyOfRange(all, 10, 20));
    assertThat(range(Optional.of(new ByteRange(size - 5, Optional.empty()))))
        .isEqualTo(Arrays.copyOfRange(all, size - 5, size));

    var part =
        streams
            .read(key, Optional.of(new ByteRange(10, Optional.of(19L))))
            .await()
            .atMost(SOON)
            .orElseThrow();
    assertThat(part.contentType()).isEqualTo("image/png");
    assertThat(part.size()).isEqualTo(size);
    assertThat(part.from()).isEqualTo(10);
    assertThat(part.length()).isEqualTo(10);
    part.bytes().collect().asList().await().atMost(SOON);
  }

  @Test
  void whatIsNotThereIsEmpty() {
    assertThat(streams.read(key, Optional.empty()).await().atMost(SOON)).isEmpty();
  }

  @Test
  void readingGoesNoFasterThanItsReader() {
    var size = 5 * PART;
    streams.write(key, "image/png", bytes(size), ANY).await().atMost(SOON);
    var reading = streams.read(key, Optional.empty()).await().atMost(SOON).orElseThrow();

    var reader = reading.bytes().subscribe().withSubscriber(AssertSubscriber.create(1));
    reader.awaitItems(1, SOON);

    assertThat(reader.getItems()).hasSize(1);
    reader.cancel();
    store.delete(key).await().atMost(SOON);
  }

  /** Ten at once, with six buffers: some wait for others, and all come to an end. */
  @Test
  void manyAtOnceShareTheBuffers() throws Exception {
    var size = 2 * PART + 1;
    var writes = new ArrayList<Uni<Written>>();
    for (int i = 0; i < 10; i++) {
      writes.add(streams.write(key + "-" + i, "image/png", bytes(size), ANY));
    }

    var written = Uni.join().all(writes).andFailFast().await().atMost(SOON);

    assertThat(written).containsOnly(new Written(size, sha256(size)));
    for (int i = 0; i < 10; i++) {
      store.delete(key + "-" + i).await().atMost(SOON);
    }
  }

  private byte[] range(Optional<ByteRange> range) {
    var reading = streams.read(key, range).await().atMost(SOON).orElseThrow();
    return joined(reading.bytes().collect().asList().await().atMost(SOON));
  }

  private void stored(int size) throws Exception {
    var facts = store.head(key).await().atMost(SOON).orElseThrow();
    assertThat(facts.size()).isEqualTo(size);
    assertThat(facts.contentType()).isEqualTo("image/png");
    var found = range(Optional.empty());
    assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(found)))
        .isEqualTo(sha256(size));
    store.delete(key).await().atMost(SOON);
  }

  private void nothingIsLeft() {
    assertThat(store.head(key).await().atMost(SOON)).isEmpty();
    assertThat(open()).isEmpty();
  }

  private List<BlobUploads.Unfinished> open() {
    return uploads.unfinished(Instant.now().plusSeconds(3600)).await().atMost(SOON).stream()
        .filter(upload -> upload.key().equals(key))
        .toList();
  }

  private static byte[] joined(List<ByteBuffer> chunks) {
    var all = ByteBuffer.allocate(chunks.stream().mapToInt(ByteBuffer::remaining).sum());
    chunks.forEach(all::put);
    return all.array();
  }

  private static Multi<ByteBuffer> bytes(int size) {
    return chunks(content(size), 0, size);
  }

  private static Multi<ByteBuffer> chunks(byte[] all, int from, int size) {
    return Multi.createFrom()
        .range(0, Math.ceilDiv(size, CHUNK))
        .map(n -> ByteBuffer.wrap(all, from + n * CHUNK, Math.min(CHUNK, size - n * CHUNK)));
  }

  private static byte[] content(int size) {
    var all = new byte[size];
    for (int i = 0; i < size; i++) {
      all[i] = (byte) (i * 31 + (i >> 8) * 7 + (i >> 16));
    }
    return all;
  }

  private static String sha256(int size) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content(size)));
  }
}
