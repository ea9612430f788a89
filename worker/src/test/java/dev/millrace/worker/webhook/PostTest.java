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
import io.vertx.core.http.HttpServerOptions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One call, to a real receiver on this machine. */
class PostTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String NAME = "hooks.rebind.example";

  private final Vertx vertx = Vertx.vertx();
  private final Post post = new Post(vertx, Duration.ofSeconds(1), 4, new HttpClientOptions());
  private final FakeNames names = new FakeNames();

  @AfterEach
  void close() {
    post.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  /** No name server knows the name: only an address that was handed on can have been called. */
  @Test
  void theCallGoesToTheAddressThatWasLookedAtWhateverTheNameStandsForThen() {
    try (var receiver = Receiver.answering(vertx, 200)) {
      names.set(NAME, "127.0.0.1");
      var target = look("true", "http://" + NAME + ":" + receiver.port() + "/hook");
      names.set(NAME, "169.254.169.254");

      var answer = send((Target.Open) target);

      assertThat(answer).isEqualTo(new Answer.Status(200));
      assertThat(receiver.calls().getFirst().headers().get("host"))
          .containsExactly(NAME + ":" + receiver.port());
    }
  }

  @Test
  void aNameThatWasPublicAtSubmitAndIsPrivateNowIsForbidden() {
    names.set(NAME, "93.184.216.34");
    assertThat(look("false", "https://" + NAME + "/")).isInstanceOf(Target.Open.class);

    names.set(NAME, "127.0.0.1");

    assertThat(look("false", "https://" + NAME + "/")).isInstanceOf(Target.Forbidden.class);
  }

  @Test
  void aReceiverThatHangsIsLeftInTime() {
    try (var receiver = new Receiver(vertx, new HttpServerOptions(), (request, number) -> {})) {
      assertThat(send((Target.Open) look("true", receiver.url())))
          .isEqualTo(new Answer.Silence("the receiver did not answer in time"));
    }
  }

  @Test
  void whereNobodyListensThereIsSilence() {
    int port;
    try (var receiver = Receiver.answering(vertx, 200)) {
      port = receiver.port();
    }

    assertThat(send((Target.Open) look("true", "http://127.0.0.1:" + port + "/")))
        .isEqualTo(new Answer.Silence("the receiver cannot be connected to"));
  }

  private Target look(String allowPrivate, String url) {
    var config =
        Settings.of(WebhookConfig.class, Map.of("millrace.webhook.allow-private", allowPrivate));
    return new ReceiverGuard(new ResolvingGuard(names), config).look(url).await().atMost(SOON);
  }

  private Answer send(Target.Open target) {
    return post.send(target, 0, Map.of("webhook-id", "a"), "{}").await().atMost(SOON);
  }
}
