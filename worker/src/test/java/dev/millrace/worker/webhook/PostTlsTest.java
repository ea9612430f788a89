package dev.millrace.worker.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.reach.FakeNames;
import dev.millrace.reach.ResolvingGuard;
import dev.millrace.reach.Target;
import dev.millrace.testing.Settings;
import dev.millrace.webhook.ReceiverGuard;
import dev.millrace.webhook.WebhookConfig;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Calls over TLS to an address that was looked at: the certificate must be for the name, not for
 * the address, and be trusted. No name server knows the names.
 */
class PostTlsTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String NAME = "hooks.example.test";
  private static final String OTHER = "other.example.test";
  private static final Answer REFUSED =
      new Answer.Silence(
          "no TLS connection could be made: is the certificate valid for this name?");

  private static Certificate named;
  private static Certificate foreign;

  private final Vertx vertx = Vertx.vertx();
  private final List<String> indicated = new CopyOnWriteArrayList<>();
  private final FakeNames names = new FakeNames().set(NAME, "127.0.0.1").set(OTHER, "127.0.0.1");

  @BeforeAll
  static void certificates(@TempDir Path folder) throws Exception {
    named = Certificate.of(NAME, folder);
    foreign = Certificate.of(OTHER, folder);
  }

  @AfterEach
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void theNameIsInTheHandshakeAndInTheHostHeader() {
    try (var receiver = showing(named)) {
      var answer = send(post(named.trusted()), NAME, receiver);

      assertThat(answer).isEqualTo(new Answer.Status(200));
      assertThat(indicated).containsExactly(NAME);
      var call = receiver.calls().getFirst();
      assertThat(call.headers().get("host")).containsExactly(NAME + ":" + receiver.port());
      assertThat(call.body()).isEqualTo("{}");
    }
  }

  /** The connection to the other name is kept alive, and neither it nor its session is taken. */
  @Test
  void aTrustedCertificateForAnotherNameIsRefusedBeforeAnythingIsSaid() {
    try (var receiver = showing(foreign)) {
      var post = post(foreign.trusted());
      assertThat(send(post, OTHER, receiver)).isEqualTo(new Answer.Status(200));

      var answer = send(post, NAME, receiver);

      assertThat(answer).isEqualTo(REFUSED);
      assertThat(indicated).containsExactly(OTHER);
      assertThat(receiver.calls()).hasSize(1);
    }
  }

  /**
   * It says the right name, but nobody we trust says so: this client is set up as in production.
   */
  @Test
  void aCertificateThatNobodyTrustsIsRefusedBeforeAnythingIsSaid() {
    try (var receiver = showing(named)) {
      var answer = send(post(new HttpClientOptions()), NAME, receiver);

      assertThat(answer).isEqualTo(REFUSED);
      assertThat(receiver.calls()).isEmpty();
    }
  }

  /** Options for whom to trust cannot turn the check of the name off. */
  @Test
  void theNameIsCheckedWhateverTheOptionsForTrustSay() {
    try (var receiver = showing(foreign)) {
      var answer = send(post(foreign.trusted().setVerifyHost(false)), NAME, receiver);

      assertThat(answer).isEqualTo(REFUSED);
      assertThat(receiver.calls()).isEmpty();
    }
  }

  private Receiver showing(Certificate certificate) {
    return new Receiver(
        vertx,
        certificate.shown(),
        (request, number) -> {
          indicated.add(request.connection().indicatedServerName());
          request.response().end();
        });
  }

  private Post post(HttpClientOptions trust) {
    return new Post(vertx, Duration.ofSeconds(10), 4, trust);
  }

  private Answer send(Post post, String name, Receiver receiver) {
    var config = Settings.of(WebhookConfig.class, Map.of("millrace.webhook.allow-private", "true"));
    var target =
        new ReceiverGuard(new ResolvingGuard(names), config)
            .look("https://" + name + ":" + receiver.port() + "/hook")
            .await()
            .atMost(SOON);
    return post.send((Target.Open) target, 0, Map.of("webhook-id", "a"), "{}").await().atMost(SOON);
  }
}
