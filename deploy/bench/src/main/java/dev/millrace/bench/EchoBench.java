package dev.millrace.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Submits echo requests over a number of connections, then polls each until it has ended and checks
 * that its output is its own input.
 */
public final class EchoBench {
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(30);

  private final Target target;
  private final EchoLoad load;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CALL_TIMEOUT)
          .build();
  private final ObjectMapper json = new ObjectMapper();
  private final long[] submitNanos;
  private final String[] ids;

  public EchoBench(Target target, EchoLoad load) {
    this.target = target;
    this.load = load;
    this.submitNanos = new long[load.requests()];
    this.ids = new String[load.requests()];
  }

  /** Fails when a submit is refused or the load's patience is over. */
  public EchoReport run() throws InterruptedException, ExecutionException {
    long started = System.nanoTime();
    onAllConnections(this::submit);
    long submitted = System.nanoTime();
    var completed = new AtomicInteger();
    long deadline = started + load.patience().toNanos();
    onAllConnections(i -> completed.addAndGet(isCompleted(i, deadline) ? 1 : 0));
    long ended = System.nanoTime();
    return new EchoReport(
        completed.get(),
        load.requests() - new HashSet<>(List.of(ids)).size(),
        load.requests() - completed.get(),
        Duration.ofNanos(submitted - started),
        Duration.ofNanos(ended - started),
        submitNanos);
  }

  private interface Step {
    void run(int request) throws IOException, InterruptedException, TimeoutException;
  }

  /** One virtual thread a connection; they share the requests out among themselves. */
  private void onAllConnections(Step step) throws InterruptedException, ExecutionException {
    var next = new AtomicInteger();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var running =
          IntStream.range(0, load.connections())
              .<Future<?>>mapToObj(c -> threads.submit(() -> drain(next, step)))
              .toList();
      for (var connection : running) {
        connection.get();
      }
    }
  }

  private Void drain(AtomicInteger next, Step step)
      throws IOException, InterruptedException, TimeoutException {
    for (int i = next.getAndIncrement(); i < load.requests(); i = next.getAndIncrement()) {
      step.run(i);
    }
    return null;
  }

  private void submit(int i) throws IOException, InterruptedException {
    long started = System.nanoTime();
    var body =
        HttpRequest.BodyPublishers.ofString(
            "{\"n\":%d,\"text\":\"%s\"}".formatted(i, "x".repeat(280)));
    var answer = call(request("/local/echo").POST(body).build());
    submitNanos[i] = System.nanoTime() - started;
    if (answer.statusCode() != 201) {
      throw new IOException(
          "submit %d was answered %d: %s".formatted(i, answer.statusCode(), answer.body()));
    }
    ids[i] = read(answer).path("request_id").asText();
  }

  private boolean isCompleted(int i, long deadline)
      throws IOException, InterruptedException, TimeoutException {
    var answer = call(request("/local/echo/requests/" + ids[i]).GET().build());
    while (answer.statusCode() == 409) {
      if (System.nanoTime() > deadline) {
        throw new TimeoutException(
            "request %s had not ended after %s".formatted(ids[i], load.patience()));
      }
      // The platform says how long to wait; this harness asks sooner, to measure rather than to be
      // polite.
      Thread.sleep(Duration.ofMillis(20));
      answer = call(request("/local/echo/requests/" + ids[i]).GET().build());
    }
    return answer.statusCode() == 200 && read(answer).path("output").path("n").asInt(-1) == i;
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(target.url() + path))
        .timeout(CALL_TIMEOUT)
        .header("Authorization", "Key " + target.key())
        .header("Content-Type", "application/json");
  }

  private HttpResponse<String> call(HttpRequest request) throws IOException, InterruptedException {
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private JsonNode read(HttpResponse<String> answer) {
    try {
      return json.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException("not JSON: " + answer.body(), e);
    }
  }
}
