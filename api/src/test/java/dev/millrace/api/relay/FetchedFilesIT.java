package dev.millrace.api.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.millrace.api.run.UpstreamProfile;
import dev.millrace.api.testing.Callers;
import dev.millrace.provider.FakeUpstream;
import dev.millrace.testing.PlatformEngines;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import jakarta.inject.Inject;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Files that the platform reads from a server. */
@QuarkusTest
@TestProfile(UpstreamProfile.class)
@WithTestResource(value = PlatformEngines.class, scope = TestResourceScope.GLOBAL)
class FetchedFilesIT {
  private static final Vertx VERTX = Vertx.vertx();

  @Inject Relays relays;

  private final FakeUpstream server = new FakeUpstream(VERTX);
  private Callers.Caller caller;

  @BeforeEach
  void openAccount() {
    caller = Callers.with("1");
  }

  @AfterEach
  void closeServer() {
    server.close();
  }

  @AfterAll
  static void closeVertx() {
    VERTX.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void whatTheUrlNamesBecomesAFile() {
    var bytes = new byte[3_000_000];
    new Random(1).nextBytes(bytes);
    server.on(
        "GET /pictures/a.bin?x=1",
        asked ->
            asked
                .response()
                .putHeader("Content-Type", "application/x-thing; a=b")
                .end(Buffer.buffer(bytes)));

    var url =
        asked("/pictures/a.bin?x=1", "")
            .statusCode(201)
            .body("name", equalTo("a.bin"))
            .body("source", equalTo("external"))
            .body("mimeType", equalTo("application/x-thing"))
            .body("sizeBytes", equalTo(bytes.length))
            .extract()
            .jsonPath()
            .getString("url");

    assertThat(Relays.read(caller, url).asByteArray()).isEqualTo(bytes);
  }

  @Test
  void theCallerMayNameIt() {
    server.on("GET /a", asked -> asked.response().end("abc"));

    asked("/a", ", \"name\": \"b.txt\", \"public\": true")
        .statusCode(201)
        .body("name", equalTo("b.txt"))
        .body("public", equalTo(true));
  }

  @Test
  void whatIsNoSuccessIsNoFile() {
    server.on("GET /a", 404, "{}");

    asked("/a", "").statusCode(422).body("details.code", equalTo("URL_UNREACHABLE"));
    assertThat(relays.stored(caller)).isEmpty();
  }

  @Test
  void whatBreaksOffIsNoFile() {
    server.on(
        "GET /a",
        asked -> {
          asked.response().putHeader("Content-Length", "1000").write("abc");
          asked.request().connection().close();
        });

    asked("/a", "").statusCode(422);
    assertThat(relays.stored(caller)).isEmpty();
  }

  private ValidatableResponse asked(String path, String more) {
    return caller
        .call()
        .body("{\"url\": \"%s%s\"%s}".formatted(server.url(), path, more))
        .post("/files")
        .then();
  }
}
