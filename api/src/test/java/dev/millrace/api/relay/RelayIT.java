package dev.millrace.api.relay;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import dev.millrace.api.relay.Relays.Asked;
import dev.millrace.api.testing.Callers;
import dev.millrace.api.testing.Wire;
import dev.millrace.file.Upload;
import dev.millrace.file.Upload.Way;
import dev.millrace.testing.PlatformEngines;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Uploads whose bytes come in one PUT through the api, to a real store. */
@QuarkusTest
@WithTestResource(value = PlatformEngines.class, scope = TestResourceScope.GLOBAL)
class RelayIT {
  private static final String BINARY = "application/octet-stream";
  private static final int MIB = 1 << 20;

  @Inject Relays relays;

  @ConfigProperty(name = "quarkus.http.test-port")
  int port;

  private Callers.Caller caller;

  @BeforeEach
  void openAccount() {
    caller = Callers.with("1");
  }

  /** More than any other body may have, so no other bound is in the way. */
  @Test
  void theBytesBecomeTheFile() throws Exception {
    var bytes = random(12 * MIB);
    var sum =
        HexFormat.of().formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(bytes));
    var upload = begun(Asked.of(BINARY).size(bytes.length).sha256(sum));

    var url = put(upload, bytes).statusCode(200).extract().jsonPath().getString("file_url");

    assertThat(url).endsWith("/media/" + upload.id() + "/a%20file.bin");
    assertThat(Relays.read(caller, url).asByteArray()).isEqualTo(bytes);
    assertThat(relays.isUnderWay(upload)).isFalse();
  }

  @Test
  void bytesOfUnknownNumberBecomeTheFileToo() {
    var bytes = random(6 * MIB);
    var upload = begun(Asked.of(BINARY));

    var url = chunked(upload, bytes).statusCode(200).extract().jsonPath().getString("file_url");

    assertThat(Relays.read(caller, url).asByteArray()).isEqualTo(bytes);
  }

  @Test
  void whatComesAgainIsAnsweredWithTheSameFile() {
    var upload = begun(Asked.of(BINARY));
    var first = put(upload, random(100)).statusCode(200).extract().jsonPath().getString("file_url");
    var stored = Relays.read(caller, first).asByteArray();

    var again = put(upload, random(200)).statusCode(200).extract().jsonPath().getString("file_url");

    assertThat(again).isEqualTo(first);
    assertThat(Relays.read(caller, again).asByteArray()).isEqualTo(stored);
  }

  /** Whoever is first makes the file, and what the others stored is gone. */
  @Test
  void ofManyAtOnceOneMakesTheFile() {
    var upload = begun(Asked.of(BINARY));
    var path = relays.relay(upload);

    var urls =
        IntStream.range(0, 4)
            .mapToObj(n -> CompletableFuture.supplyAsync(() -> urlOf(path, random(MIB + n))))
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .toList();

    assertThat(urls).hasSize(4).containsOnly(urls.getFirst());
    assertThat(relays.stored(caller)).hasSize(1);
  }

  @Test
  void nothingIsKeptOfWhatIsNotWhatWasDeclared() {
    refused(begun(Asked.of(BINARY).size(5)), "1234", 422, "FILE_MISMATCH");
    refusedChunked(begun(Asked.of(BINARY).size(5)), "1234", 422, "FILE_MISMATCH");
    refusedChunked(begun(Asked.of(BINARY).size(3)), "1234", 422, "FILE_MISMATCH");
    refused(begun(Asked.of(BINARY).sha256("0".repeat(64))), "1234", 422, "FILE_MISMATCH");
    refused(begun(Asked.of("image/png")), "<!DOCTYPE html><html/>", 422, "FILE_MISMATCH");
    refused(begun(Asked.of(BINARY)), "", 400, "UPLOAD_INVALID");
    refusedChunked(begun(Asked.of(BINARY)), "", 400, "UPLOAD_INVALID");
    refused(begun(Asked.of(BINARY).atMost(3)), "1234", 413, "FILE_TOO_LARGE");
    refusedChunked(begun(Asked.of(BINARY).atMost(3)), "1234", 413, "FILE_TOO_LARGE");

    assertThat(relays.stored(caller)).isEmpty();
  }

  @Test
  void whatWasRefusedMayBeSentAgain() {
    var upload = begun(Asked.of(BINARY).size(5));
    refused(upload, "1234", 422, "FILE_MISMATCH");

    put(upload, "12345".getBytes()).statusCode(200).body("file_url", notNullValue());
  }

  @Test
  void aHeaderThatContradictsIsRefusedBeforeTheBytes() {
    var upload = begun(Asked.of("image/png"));

    assertFault(
        call().contentType("text/html").body("x".getBytes()).put(relays.relay(upload)).then(),
        422,
        "FILE_MISMATCH");
    assertFault(
        call()
            .header("Content-Encoding", "gzip")
            .contentType("image/png")
            .body("x".getBytes())
            .put(relays.relay(upload))
            .then(),
        415,
        "MEDIA_TYPE_UNSUPPORTED");
  }

  /** The answer is there although not a byte of the body was sent. */
  @Test
  void aBodyThatIsAnnouncedTooLargeIsRefusedUnread() throws IOException {
    var upload = begun(Asked.of(BINARY).atMost(1000));

    try (var wire = new Wire(port)) {
      var answer = wire.send(head(upload, "Content-Length: 1001")).receive();

      assertThat(answer.status()).isEqualTo(413);
      assertThat(answer.body()).contains("FILE_TOO_LARGE");
      assertThat(answer.header("connection")).isEqualTo("close");
    }
  }

  /** The sender is stopped at the bound, however much it has still to send. */
  @Test
  void aBodyOfUnknownLengthIsStoppedAtTheBound() throws IOException {
    var upload = begun(Asked.of(BINARY).atMost(MIB));

    try (var wire = new Wire(port)) {
      var answer =
          wire.send(head(upload, "Transfer-Encoding: chunked")).sendChunked(4 * MIB).receive();

      assertThat(answer.status()).isEqualTo(413);
      assertThat(wire.isHungUp()).isTrue();
    }
    assertThat(relays.stored(caller)).isEmpty();
  }

  @Test
  void aCallerWhoAsksIsToldToGoOn() throws IOException {
    var upload = begun(Asked.of(BINARY));

    try (var wire = new Wire(port)) {
      wire.send(head(upload, "Content-Length: 4\r\nExpect: 100-continue"));
      assertThat(wire.receive().status()).isEqualTo(100);
      assertThat(wire.send("1234").receive().status()).isEqualTo(200);
    }
  }

  @Test
  void aSenderWhoLeavesLeavesNothingBehind() throws IOException {
    var upload = begun(Asked.of(BINARY));
    try (var wire = new Wire(port)) {
      wire.send(head(upload, "Content-Length: 1000000")).send("x".repeat(100_000));
    }
    try (var wire = new Wire(port)) {
      wire.send(head(upload, "Transfer-Encoding: chunked")).send("10\r\n0123456789abcdef\r\n");
    }

    // It may be tried again, and once its file is there nothing else is.
    put(upload, random(10)).statusCode(200);
    await().untilAsserted(() -> assertThat(relays.stored(caller)).hasSize(1));
  }

  /** More than one account may have at once, and then again when one has left. */
  @Test
  void oneAccountHoldsSoManyPlaces() throws Exception {
    var wires = new ArrayList<Wire>();
    try {
      for (int n = 0; n < 8; n++) {
        var upload = begun(Asked.of(BINARY));
        var wire = new Wire(port);
        wires.add(wire);
        wire.send(head(upload, "Content-Length: 4\r\nExpect: 100-continue"));
        assertThat(wire.receive().status()).isEqualTo(100);
      }
      var upload = begun(Asked.of(BINARY));

      assertFault(put(upload, random(4)), 429, "RATE_LIMITED")
          .header("Retry-After", notNullValue());
      var other = Callers.with("1");
      var theirs = relays.begun(other, Way.RELAY, Asked.of(BINARY));
      put(theirs, random(4)).statusCode(200);
      wires.getFirst().send("1234").receive();
      put(upload, random(4)).statusCode(200);
    } finally {
      wires.forEach(Wire::close);
    }
  }

  @Test
  void onlyTheTokenOfThisUploadOpensIt() {
    var upload = begun(Asked.of(BINARY));
    var path = relays.relay(upload);
    var parts = relays.part(upload, "1");

    for (var wrong :
        List.of(
            "/storage/upload/relay",
            "/storage/upload/relay?upload_token=",
            "/storage/upload/relay?upload_token=x",
            path + "x",
            "/storage/upload/relay" + parts.substring(parts.indexOf('?')),
            relays.relayTooLate(upload))) {
      call().body("x".getBytes()).put(wrong).then().statusCode(401);
      call()
          .header("Authorization", "Key " + caller.key())
          .body("x".getBytes())
          .put(wrong)
          .then()
          .statusCode(401);
    }
    assertThat(relays.stored(caller)).isEmpty();
  }

  @Test
  void anUploadThatWasGivenUpTakesNothing() {
    var upload = begun(Asked.of(BINARY));
    relays.dropped(upload);

    assertFault(put(upload, random(4)), 404, "NOT_FOUND");
    assertThat(relays.stored(caller)).isEmpty();
  }

  @Test
  void aFileThatCameSoIsTheOwnersAlone() {
    var url = put(begun(Asked.of(BINARY)), random(4)).extract().jsonPath().getString("file_url");

    Callers.with("1")
        .call()
        .redirects()
        .follow(false)
        .get(Relays.pathOf(url))
        .then()
        .statusCode(404);
  }

  @Test
  void aNameIsMadeSafeOnItsWay() {
    var names =
        Map.of(
            "../../etc/passwd",
            "passwd",
            "a\u202Egpj.exe",
            "agpj.exe",
            "x\r\nSet-Cookie: a=b",
            "xSet-Cookie%3A%20a%3Db",
            "a\0.png",
            "a.png",
            "..",
            "file",
            "x".repeat(4000) + ".png",
            "x".repeat(251) + ".png");
    names.forEach(
        (given, shown) ->
            put(begun(new Asked(given, BINARY, null, null, Long.MAX_VALUE)), random(4))
                .statusCode(200)
                .body("file_url", endsWith("/" + shown)));
  }

  private Upload begun(Asked asked) {
    return relays.begun(caller, Way.RELAY, asked);
  }

  private static RequestSpecification call() {
    return given().urlEncodingEnabled(false);
  }

  private ValidatableResponse put(Upload upload, byte[] bytes) {
    return call()
        .contentType(upload.declared().contentType())
        .body(bytes)
        .put(relays.relay(upload))
        .then();
  }

  /** An entity of unknown length is sent in chunks. */
  private ValidatableResponse chunked(Upload upload, byte[] bytes) {
    return call()
        .contentType(upload.declared().contentType())
        .body(new ByteArrayInputStream(bytes))
        .put(relays.relay(upload))
        .then();
  }

  private static String urlOf(String path, byte[] bytes) {
    return call()
        .contentType(BINARY)
        .body(bytes)
        .put(path)
        .then()
        .statusCode(200)
        .extract()
        .jsonPath()
        .getString("file_url");
  }

  private void refused(Upload upload, String bytes, int status, String code) {
    assertFault(put(upload, bytes.getBytes()), status, code);
  }

  private void refusedChunked(Upload upload, String bytes, int status, String code) {
    try (var wire = new Wire(port)) {
      var chunk = bytes.isEmpty() ? "" : "%x\r\n%s\r\n".formatted(bytes.length(), bytes);
      var answer =
          wire.send(head(upload, "Transfer-Encoding: chunked") + chunk + "0\r\n\r\n").receive();
      assertThat(answer.status()).isEqualTo(status);
      assertThat(answer.body()).contains(code);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String head(Upload upload, String headers) {
    return "PUT %s HTTP/1.1\r\nHost: x\r\n%s\r\n\r\n".formatted(relays.relay(upload), headers);
  }

  private static ValidatableResponse assertFault(
      ValidatableResponse answer, int status, String code) {
    return answer.statusCode(status).body("details.code", equalTo(code));
  }

  private static byte[] random(int bytes) {
    var all = new byte[bytes];
    new Random(bytes).nextBytes(all);
    return all;
  }
}
