package dev.millrace.api.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.millrace.api.testing.Callers;
import dev.millrace.testing.PlatformEngines;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Files that come in JSON, chunk by chunk, to a real store and a real database. */
@QuarkusTest
@WithTestResource(value = PlatformEngines.class, scope = TestResourceScope.GLOBAL)
class ChunkIT {
  private static final int MIB = 1 << 20;

  @Inject Relays relays;

  private Callers.Caller caller;
  private final byte[] file = random(2 * MIB + 5);

  @BeforeEach
  void openAccount() {
    caller = Callers.with("1");
  }

  @Test
  void chunksInAnyOrderBecomeTheFile() throws Exception {
    var id =
        first(1, false)
            .statusCode(200)
            .body("missing_parts", equalTo(List.of(0)))
            .extract()
            .jsonPath();
    var upload = id.getString("upload_id");
    send(chunk(2).put("upload_id", upload).put("is_last_part", true))
        .statusCode(200)
        .body("received_parts", equalTo(List.of(1, 2)))
        .body("missing_parts", equalTo(List.of(0)))
        .body("file_url", nullValue());

    var url =
        send(chunk(0).put("upload_id", upload).put("file_sha256", sum(file)))
            .statusCode(200)
            .body("missing_parts", nullValue())
            .extract()
            .jsonPath()
            .getString("file_url");

    assertThat(url).endsWith("/media/" + upload + "/a%20b.bin");
    assertThat(Relays.read(caller, url).asByteArray()).isEqualTo(file);
    assertThat(relays.stored(caller)).hasSize(1);
  }

  /** An answer may be lost, so the same chunk may come again, before the end and after it. */
  @Test
  void aChunkMayComeAgainButNotAnother() {
    var upload = first(0, false).extract().jsonPath().getString("upload_id");
    send(chunk(0).put("upload_id", upload))
        .statusCode(200)
        .body("received_parts", equalTo(List.of(0)));

    refused(chunk(1).put("part_index", 0).put("upload_id", upload), 409, "CONFLICT");
    send(chunk(1).put("upload_id", upload)).statusCode(200);
    var last = chunk(2).put("upload_id", upload).put("is_last_part", true);
    var url = send(last).statusCode(200).extract().jsonPath().getString("file_url");
    send(last).statusCode(200).body("file_url", equalTo(url));
    assertThat(Relays.read(caller, url).asByteArray()).isEqualTo(file);
  }

  @Test
  void chunksThatComeAtOnceMakeOneFile() {
    var upload = first(0, false).extract().jsonPath().getString("upload_id");
    var calls =
        List.of(
            chunk(1).put("upload_id", upload),
            chunk(2).put("upload_id", upload).put("is_last_part", true),
            chunk(1).put("upload_id", upload),
            chunk(2).put("upload_id", upload).put("is_last_part", true));

    var urls =
        calls.stream()
            .map(
                body ->
                    CompletableFuture.supplyAsync(
                        () -> send(body).statusCode(200).extract().jsonPath()))
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .map(reply -> reply.getString("file_url"))
            .filter(url -> url != null)
            .distinct()
            .toList();

    assertThat(urls).hasSize(1);
    assertThat(Relays.read(caller, urls.getFirst()).asByteArray()).isEqualTo(file);
    assertThat(relays.stored(caller)).hasSize(1);
  }

  @Test
  void aChunkThatIsNotWhatWasSaidIsRefused() {
    var upload = first(0, false).extract().jsonPath().getString("upload_id");
    var next = chunk(1).put("upload_id", upload);

    refused(next.copy().put("expected_decoded_bytes", 3), 422, "FILE_MISMATCH");
    refused(next.copy().put("sha256", "0".repeat(64)), 422, "FILE_MISMATCH");
    refused(next.copy().put("base64", "%"), 400, "MALFORMED");
    refused(next.copy().put("part_index", -1), 400, "MALFORMED");
    refused(next.copy().put("part_index", 10_000), 400, "MALFORMED");
    refused(next.copy().putNull("base64"), 400, "MALFORMED");
    refused(chunk(new byte[MIB + 1], 1).put("upload_id", upload), 413, "FILE_TOO_LARGE");
    refused(chunk(new byte[0], 1).put("upload_id", upload), 400, "UPLOAD_INVALID");
  }

  @Test
  void anUploadIsItsOwnersAlone() {
    var upload = first(0, false).extract().jsonPath().getString("upload_id");
    caller = Callers.with("1");

    refused(chunk(1).put("upload_id", upload), 404, "NOT_FOUND");
    refused(chunk(1).put("upload_id", "x"), 404, "NOT_FOUND");
  }

  /** No chunk of it can be changed any more, so it is given up. */
  @Test
  void aFileThatIsNotWhatWasDeclaredIsGivenUp() {
    var upload =
        send(chunk(0).put("file_sha256", "0".repeat(64)))
            .extract()
            .jsonPath()
            .getString("upload_id");
    var last = chunk(1).put("upload_id", upload).put("is_last_part", true);

    refused(last, 422, "FILE_MISMATCH");
    refused(last, 404, "NOT_FOUND");
    assertThat(relays.stored(caller)).isEmpty();
  }

  @Test
  void aFileInOneChunkIsWholeAtOnce() {
    JsonPath reply =
        first(0, true).statusCode(200).body("file_url", notNullValue()).extract().jsonPath();

    assertThat(Relays.read(caller, reply.getString("file_url")).asByteArray())
        .isEqualTo(Arrays.copyOf(file, MIB));
  }

  private ValidatableResponse first(int number, boolean last) {
    return send(chunk(number).put("is_last_part", last));
  }

  private JsonObject chunk(int number) {
    return chunk(
        Arrays.copyOfRange(file, number * MIB, Math.min(file.length, (number + 1) * MIB)), number);
  }

  private static JsonObject chunk(byte[] bytes, int number) {
    return new JsonObject()
        .put("part_index", number)
        .put("is_last_part", false)
        .put("base64", Base64.getEncoder().encodeToString(bytes))
        .put("file_name", "/tmp/a b.bin")
        .put("content_type", "application/x-thing")
        .put("expected_decoded_bytes", bytes.length)
        .put("sha256", sum(bytes));
  }

  private ValidatableResponse send(JsonObject body) {
    return caller.call().body(body.encode()).post("/storage/upload/chunk").then();
  }

  private void refused(JsonObject body, int status, String code) {
    send(body).statusCode(status).body("details.code", equalTo(code));
  }

  private static String sum(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] random(int bytes) {
    var all = new byte[bytes];
    new Random(bytes).nextBytes(all);
    return all;
  }
}
