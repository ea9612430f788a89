package dev.millrace.provider.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.provider.FakeUpstream;
import dev.millrace.provider.Workbench;
import dev.millrace.reach.FakeNames;
import dev.millrace.reach.ResolvingGuard;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForeignAddressesTest {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final UpstreamBounds BOUNDS =
      new UpstreamBounds(SOON, SOON, SOON, 4, 1, 16, 100_000);

  private final Vertx vertx = Vertx.vertx();
  private final FakeNames names = new FakeNames();

  @AfterEach
  void close() {
    vertx.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://127.0.0.1/v1",
        "https://10.1.2.3/v1",
        "https://[::1]/v1",
        "https://169.254.169.254/latest",
        "https://localhost/v1",
        "https://inside.example.com/v1",
        "http://models.example.com/v1",
        "https://models.example.com:22/v1"
      })
  void whatIsNotOnThePublicInternetIsNotCalled(String url) {
    names.set("inside.example.com", "192.168.1.7").set("models.example.com", "93.184.216.34");

    assertThatThrownBy(() -> looked(client(false), url))
        .isInstanceOf(FaultException.class)
        .extracting(failure -> ((FaultException) failure).fault().code())
        .isEqualTo(FaultCode.URL_FORBIDDEN);
  }

  @Test
  void aNameThatStandsForNothingIsAProviderOutOfReach() {
    assertThatThrownBy(() -> looked(client(false), "https://gone.example.com/v1"))
        .extracting(failure -> ((FaultException) failure).fault().code())
        .isEqualTo(FaultCode.PROVIDER_UNREACHABLE);
  }

  @Test
  void theCallGoesWhereItWasFoundToLeadAndNowhereElse() {
    names.set("models.example.com", "127.0.0.1");
    try (var upstream = new FakeUpstream(vertx)) {
      upstream.on("GET /v1/models", 200, "{}");
      int port = URI.create(upstream.url()).getPort();
      var client = client(true);

      // No name server knows the name: only what was looked at leads there.
      var reply =
          client
              .looked(call("http://models.example.com:%d/v1/models".formatted(port)), true)
              .chain(client::send)
              .await()
              .atMost(SOON);

      assertThat(reply.status()).isEqualTo(200);
      assertThat(upstream.asked().getFirst().request().authority().host())
          .isEqualTo("models.example.com");
    }
  }

  @Test
  void whatTheOperatorChoseIsNotLookedAt() {
    var call = call("http://127.0.0.1/v1");

    assertThat(client(false).looked(call, false).await().atMost(SOON)).isSameAs(call);
  }

  private static void looked(UpstreamClient client, String url) {
    client.looked(call(url), true).await().atMost(SOON);
  }

  private UpstreamClient client(boolean allowPrivate) {
    return new UpstreamClient(
        vertx,
        new Workbench(vertx),
        BOUNDS,
        StreamBounds.USUAL,
        new HttpClientOptions(),
        new ForeignAddresses(new ResolvingGuard(names), allowPrivate));
  }

  private static UpstreamRequest call(String url) {
    return new UpstreamRequest("GET", URI.create(url), Map.of(), Optional.empty(), SOON);
  }
}
