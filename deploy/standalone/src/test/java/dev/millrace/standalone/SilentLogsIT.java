package dev.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.millrace.bench.cluster.Cluster;
import dev.millrace.testing.leak.SecretSearch;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What api and worker log as they are delivered has none of the secrets that they were given, not
 * even where the provider repeats one in its refusal.
 */
@Timeout(300)
class SilentLogsIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PROVIDER_KEY = "sk-silent-4f9d2c7b1a6e8053";
  private static final String SECRET = "hush-81c5e0f7a2b94d36";
  private static final Duration SOON = Duration.ofSeconds(60);

  private final HttpClient http = HttpClient.newHttpClient();
  private final CountDownLatch asked = new CountDownLatch(2);
  private Cluster cluster;
  private HttpServer provider;
  private String key;

  @BeforeEach
  void start() throws Exception {
    cluster = RunningPlatform.of(1, 1);
    provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    provider.createContext("/", this::refuse);
    provider.start();
    try (var operator = cluster.operator(1)) {
      key = operator.open("5").key();
    }
  }

  @AfterEach
  void stop() {
    provider.stop(0);
    http.close();
  }

  /** As OpenAI refuses a key: by repeating it. */
  private void refuse(HttpExchange exchange) throws IOException {
    var header = exchange.getRequestHeaders().getFirst("Authorization");
    var answer =
        JSON.writeValueAsBytes(
            Map.of("error", Map.of("message", "Incorrect API key provided: " + header)));
    exchange.sendResponseHeaders(401, answer.length);
    try (var body = exchange.getResponseBody()) {
      body.write(answer);
    }
    asked.countDown();
  }

  @Test
  void noSecretIsLogged() throws Exception {
    var address = "http://127.0.0.1:%d/v1".formatted(provider.getAddress().getPort());
    post(
        "/v1/provider-keys",
        Map.of(
            "provider",
            "openai-compatible",
            "name",
            "lab",
            "baseUrl",
            address,
            "apiKey",
            PROVIDER_KEY));
    post("/v1/secrets", Map.of("name", "HUSH", "category", "custom", "value", SECRET));
    var other = post("/v1/api-keys", Map.of("name", "other")).at("/data/key").asText();
    var signing = get("/webhooks/default/secret").findValuesAsText("key");

    var chat = Map.of("messages", List.of(Map.of("role", "user", "content", "hi")));
    var atOnce = new HashMap<String, Object>(chat);
    atOnce.put("model", "own/lab/llama");
    var refused = post("/v1/chat/completions", atOnce).toString();
    var queued = post("/own/lab/llama", chat).path("request_id").asText();
    assertThat(asked.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
    var ended = awaitEnd(queued);
    post("/webhooks/default/secret/rotate", Map.of());

    assertThat(refused + ended).contains("refuses your own key").doesNotContain(PROVIDER_KEY);
    var secrets =
        new ArrayList<>(List.of(PROVIDER_KEY, SECRET, key, other, cluster.admin(1).key()));
    secrets.add(RunningPlatform.MASTER_KEY);
    secrets.addAll(signing);
    assertThat(secrets).hasSizeGreaterThan(6).doesNotContain("");
    assertThat(found(new SecretSearch(secrets))).isEmpty();
    assertThat(found(new SecretSearch(List.of("dev.millrace.health"))))
        .as("logs that are read")
        .isNotEmpty();
  }

  private String awaitEnd(String request) throws Exception {
    var path = "/own/lab/llama/requests/%s".formatted(request);
    long deadline = System.nanoTime() + SOON.toNanos();
    while (System.nanoTime() < deadline) {
      var status = get(path + "/status?wait=5");
      if (status.path("status").asText().equals("FAILED")) {
        return get(path).toString();
      }
    }
    throw new AssertionError("request %s did not end within %s".formatted(request, SOON));
  }

  private List<String> found(SecretSearch search) throws IOException {
    var found = new ArrayList<String>();
    try (var files = Files.walk(cluster.folder())) {
      for (var log : files.filter(file -> file.toString().endsWith(".log")).toList()) {
        var text = Files.readString(log, StandardCharsets.ISO_8859_1);
        search.in(text).ifPresent(leak -> found.add(log + ": " + leak));
      }
    }
    return found;
  }

  private JsonNode post(String path, Object body) throws Exception {
    return call(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(JSON.writeValueAsString(body))));
  }

  private JsonNode get(String path) throws Exception {
    return call(request(path).GET());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(cluster.target(1).url() + path))
        .timeout(SOON)
        .header("Authorization", "Key " + key);
  }

  private JsonNode call(HttpRequest.Builder request) throws Exception {
    return JSON.readTree(http.send(request.build(), BodyHandlers.ofString()).body());
  }
}
