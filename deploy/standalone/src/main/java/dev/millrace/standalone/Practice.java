package dev.millrace.standalone;

import dev.millrace.engines.StartFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Calls of a rehearsal: requests that are submitted, watched and fetched, and chats in three
 * protocols. What the JVMs learn from them about their code is kept with their classes, so that a
 * platform which starts later is soon as fast as one that has long run.
 */
final class Practice {
  private static final int CALLERS = 16;
  private static final int OK = 200;
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration LOOK_EVERY = Duration.ofMillis(10);
  private static final Pattern STATUS_URL = Pattern.compile("\"status_url\"\\s*:\\s*\"([^\"]+)\"");
  private static final Pattern RESPONSE_URL =
      Pattern.compile("\"response_url\"\\s*:\\s*\"([^\"]+)\"");
  private static final String COMPLETED = "\"COMPLETED\"";

  private final String url;
  private final String key;

  Practice(Credentials credentials) {
    this.url = credentials.url();
    this.key = credentials.key();
  }

  /**
   * Returns when all callers are done.
   *
   * @throws StartFailure when a call is not answered as it should be
   */
  void go(Duration time) throws InterruptedException {
    var end = System.nanoTime() + time.toNanos();
    try (var http = HttpClient.newHttpClient();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var callers =
          IntStream.range(0, CALLERS)
              .<Future<?>>mapToObj(caller -> threads.submit(() -> callUntil(end, http)))
              .toList();
      for (var caller : callers) {
        caller.get();
      }
    } catch (ExecutionException e) {
      throw new StartFailure("the rehearsal's calls failed: " + e.getCause().getMessage(), e);
    }
  }

  private Void callUntil(long end, HttpClient http) throws IOException, InterruptedException {
    do {
      request(http);
      chats(http);
    } while (System.nanoTime() < end);
    return null;
  }

  private void request(HttpClient http) throws IOException, InterruptedException {
    var submitted = post(http, "/local/echo", "{\"hello\": \"world\"}");
    var status = found(STATUS_URL, submitted);
    while (!get(http, status).contains(COMPLETED)) {
      Thread.sleep(LOOK_EVERY);
    }
    get(http, found(RESPONSE_URL, submitted));
  }

  private void chats(HttpClient http) throws IOException, InterruptedException {
    var said = "\"messages\": [{\"role\": \"user\", \"content\": \"hello\"}]";
    post(http, "/v1/chat/completions", "{\"model\": \"local/chat\", %s}".formatted(said));
    post(
        http,
        "/v1/chat/completions",
        "{\"model\": \"local/chat\", \"stream\": true, %s}".formatted(said));
    post(
        http,
        "/v1/messages",
        "{\"model\": \"local/chat\", \"max_tokens\": 50, %s}".formatted(said));
    post(
        http,
        "/v1beta/models/local/chat:generateContent",
        "{\"contents\": [{\"role\": \"user\", \"parts\": [{\"text\": \"hello\"}]}]}");
  }

  private String post(HttpClient http, String path, String body)
      throws IOException, InterruptedException {
    return good(
        http,
        to(url + path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  private String get(HttpClient http, String address) throws IOException, InterruptedException {
    return good(http, to(address).build());
  }

  private HttpRequest.Builder to(String address) {
    return HttpRequest.newBuilder(URI.create(address))
        .timeout(PATIENCE)
        .header("Authorization", "Key " + key);
  }

  private static String good(HttpClient http, HttpRequest request)
      throws IOException, InterruptedException {
    HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
    if (response.statusCode() / 100 != OK / 100) {
      throw new IOException(
          "%s answered %d: %s".formatted(request.uri(), response.statusCode(), response.body()));
    }
    return response.body();
  }

  private static String found(Pattern pattern, String answer) throws IOException {
    var matcher = pattern.matcher(answer);
    if (!matcher.find()) {
      throw new IOException("no %s in %s".formatted(pattern, answer));
    }
    return matcher.group(1);
  }
}
