package dev.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.millrace.engines.StartFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PracticeTest {
  private final Set<String> called = ConcurrentHashMap.newKeySet();
  private final Set<String> keys = ConcurrentHashMap.newKeySet();
  private final Map<String, Integer> refusals = new ConcurrentHashMap<>();
  private HttpServer platform;
  private String url;

  @BeforeEach
  void open() throws IOException {
    platform = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    url = "http://127.0.0.1:" + platform.getAddress().getPort();
    platform.createContext("/", this::answer);
    platform.start();
  }

  @AfterEach
  void close() {
    platform.stop(0);
  }

  @Test
  void aRequestIsFollowedToItsOutputAndChatsAreHadInAllProtocols() throws InterruptedException {
    practice().go(Duration.ZERO);

    assertThat(called)
        .containsExactlyInAnyOrder(
            "POST /local/echo",
            "GET /status",
            "GET /output",
            "POST /v1/chat/completions",
            "POST /v1/messages",
            "POST /v1beta/models/local/chat:generateContent");
    assertThat(keys).containsExactly("Key a-key");
  }

  @Test
  void aCallThatIsRefusedEndsTheRehearsal() {
    refusals.put("POST /v1/messages", 500);

    assertThatThrownBy(() -> practice().go(Duration.ofMinutes(1)))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining(url + "/v1/messages answered 500");
  }

  private Practice practice() {
    return new Practice(new Credentials(url, "a-key", "an-admin-key"));
  }

  private void answer(HttpExchange exchange) throws IOException {
    var call = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
    called.add(call);
    keys.add(exchange.getRequestHeaders().getFirst("Authorization"));
    var text =
        """
        {"status": "COMPLETED", "status_url": "%1$s/status", "response_url": "%1$s/output"}
        """
            .formatted(url)
            .getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(refusals.getOrDefault(call, 200), text.length);
    try (var body = exchange.getResponseBody()) {
      body.write(text);
    }
  }
}
