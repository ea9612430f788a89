package dev.millrace.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.blob.BlobStore;
import dev.millrace.blob.BlobUploads;
import dev.millrace.blob.BlobUploads.Part;
import dev.millrace.blob.BlobUploads.Wanted;
import dev.millrace.fault.FaultException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What uploads past us promise, by a real S3. */
class S3UploadsIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration VALID = Duration.ofMinutes(5);
  private static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);
  private static final byte[] LARGE = new byte[5 << 20];

  private final String key = "test/" + UUID.randomUUID();
  private final BlobUploads uploads = S3ForTests.uploads();
  private final BlobStore store = S3ForTests.store();

  @Test
  void bytesArriveByASignedPutAndKeepTheirChecksum() throws Exception {
    var signed = uploads.signedPut(key, wanted(), VALID);

    var answer = Wire.put(signed.url(), signed.headers(), HELLO);

    assertThat(answer.statusCode()).isEqualTo(200);
    var facts = store.head(key).await().atMost(SOON).orElseThrow();
    assertThat(facts.size()).isEqualTo(5);
    assertThat(facts.contentType()).isEqualTo("text/plain");
    // A store that keeps no checksums says none; whoever needs one then reads the bytes.
    assertThat(facts.sha256()).isIn(Optional.empty(), Optional.of(sha256(HELLO)));
  }

  @ParameterizedTest
  @CsvSource({"hellp,text/plain", "hello!,text/plain", "hello,text/html"})
  void otherBytesAnotherSizeAndAnotherTypeAreRefused(String bytes, String type) throws Exception {
    var signed = uploads.signedPut(key, wanted(), VALID);
    var headers = new HashMap<>(signed.headers());
    headers.put("content-type", type);

    var answer = Wire.put(signed.url(), headers, bytes.getBytes(StandardCharsets.UTF_8));

    assertThat(answer.statusCode()).isIn(400, 403);
    assertThat(store.head(key).await().atMost(SOON)).isEmpty();
  }

  @Test
  void aTypeAloneIsEnoughToSign() throws Exception {
    var signed =
        uploads.signedPut(key, new Wanted("image/png", Optional.empty(), Optional.empty()), VALID);

    assertThat(signed.headers()).isEqualTo(Map.of("content-type", "image/png"));
    assertThat(Wire.put(signed.url(), signed.headers(), HELLO).statusCode()).isEqualTo(200);
  }

  @Test
  void partsBecomeOneObjectOfTheTypeThatWasBegun() throws Exception {
    var id = begin();
    var second = put(id, 2, HELLO);
    var first = put(id, 1, LARGE);

    uploads.complete(key, id, List.of(second, first)).await().atMost(SOON);

    var facts = store.head(key).await().atMost(SOON).orElseThrow();
    assertThat(facts.size()).isEqualTo(LARGE.length + HELLO.length);
    assertThat(facts.contentType()).isEqualTo("image/png");
    assertThat(facts.sha256()).isEmpty();
  }

  @Test
  void partsAreListedInOrderWithTheirSizes() throws Exception {
    var id = begin();
    var second = put(id, 2, HELLO);
    var first = put(id, 1, "hello again".getBytes(StandardCharsets.UTF_8));

    var parts = uploads.parts(key, id).await().atMost(SOON);

    assertThat(parts)
        .hasValue(List.of(new Part(1, first.etag(), 11), new Part(2, second.etag(), 5)));
  }

  @Test
  void aMultipartUploadWithoutPartsIsNotTheSameAsNone() {
    var id = begin();

    assertThat(uploads.parts(key, id).await().atMost(SOON)).hasValue(List.of());
    assertThat(uploads.parts(key + "x", id).await().atMost(SOON)).isEmpty();
    uploads.abort(key, id).await().atMost(SOON);
    assertThat(uploads.parts(key, id).await().atMost(SOON)).isEmpty();
  }

  @Test
  void whatMakesNoObjectIsTheCallersFault() throws Exception {
    var id = begin();
    var small = put(id, 1, HELLO);
    var last = put(id, 2, HELLO);

    refused(id, List.of(), "no parts");
    refused(id, List.of(small, last), "less than 5 MiB");
    refused(id, List.of(new Part(3, last.etag(), 0)), "missing");
    refused(id, List.of(new Part(1, "0123456789abcdef0123456789abcdef", 0)), "another ETag");
    refused(id, List.of(new Part(1, "\"<&>\r\n", 0)), "another ETag");
    assertThat(store.head(key).await().atMost(SOON)).isEmpty();
  }

  @Test
  void whatWasGivenUpIsNotCompletedAndMayBeGivenUpAgain() throws Exception {
    var id = begin();
    var part = put(id, 1, HELLO);

    uploads.abort(key, id).await().atMost(SOON);
    uploads.abort(key, id).await().atMost(SOON);

    refused(id, List.of(part), "");
    assertThat(store.head(key).await().atMost(SOON)).isEmpty();
  }

  @Test
  void openMultipartUploadsAreFoundByTheirAge() {
    var id = begin();

    var old = uploads.unfinished(Instant.now().plusSeconds(3600)).await().atMost(SOON);
    var older = uploads.unfinished(Instant.now().minusSeconds(3600)).await().atMost(SOON);

    assertThat(old).anyMatch(open -> open.key().equals(key) && open.multipartId().equals(id));
    assertThat(older).noneMatch(open -> open.key().equals(key));
    uploads.abort(key, id).await().atMost(SOON);
  }

  private String begin() {
    return uploads.begin(key, "image/png").await().atMost(SOON);
  }

  private Part put(String id, int number, byte[] bytes) throws Exception {
    var answer = Wire.put(uploads.signedPart(key, id, number, VALID), Map.of(), bytes);
    assertThat(answer.statusCode()).isEqualTo(200);
    var etag = answer.headers().firstValue("etag").orElseThrow().replace("\"", "");
    return new Part(number, etag, bytes.length);
  }

  private void refused(String id, List<Part> parts, String why) {
    assertThatThrownBy(() -> uploads.complete(key, id, parts).await().atMost(SOON))
        .isInstanceOf(FaultException.class)
        .hasMessageContaining("UPLOAD_INVALID")
        .hasMessageContaining(why);
  }

  private static Wanted wanted() throws Exception {
    return new Wanted("text/plain", Optional.of(5L), Optional.of(sha256(HELLO)));
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
