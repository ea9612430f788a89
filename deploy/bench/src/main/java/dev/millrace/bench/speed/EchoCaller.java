package dev.millrace.bench.speed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.bench.Target;
import dev.millrace.bench.contest.Echo;
import dev.millrace.request.RequestStatus;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Submits echoes and waits for their ends. Thread-safe. */
final class EchoCaller implements AutoCloseable {
  private static final Duration LONGEST_CALL = Duration.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String MODEL = "/local/echo";

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(LONGEST_CALL)
          .build();
  private final ObjectMapper json = new ObjectMapper();

  /** Where a request says how it stands. */
  static String statusUrl(Target target, String id) {
    return target.url() + MODEL + "/requests/" + id + "/status";
  }

  /**
   * The id of a request that was acknowledged.
   *
   * @throws IOException when it was not
   */
  String submit(Target target) throws IOException, InterruptedException {
    var call =
        HttpRequest.newBuilder(URI.create(target.url() + MODEL))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(Echo.BODY));
    return answer(target, call, 201).path("request_id").asText();
  }

  /**
   * Returns once the api says that it has completed; the api holds its answers until there is news.
   *
   * @throws IOException when it ends otherwise, or has not ended within a minute
   */
  void awaitCompleted(Target target, String id) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    var status = status(target, id);
    while (!status.isTerminal()) {
      if (System.nanoTime() > deadline) {
        throw new IOException("request %s had not ended after %s".formatted(id, PATIENCE));
      }
      status = status(target, id);
    }
    if (status != RequestStatus.COMPLETED) {
      throw new IOException("request %s ended as %s".formatted(id, status));
    }
  }

  private RequestStatus status(Target target, String id) throws IOException, InterruptedException {
    var call = HttpRequest.newBuilder(URI.create(statusUrl(target, id) + "?wait=5")).GET();
    return RequestStatus.valueOf(answer(target, call, 200).path("status").asText());
  }

  private JsonNode answer(Target target, HttpRequest.Builder call, int wanted)
      throws IOException, InterruptedException {
    var request = call.timeout(LONGEST_CALL).header("Authorization", "Key " + target.key()).build();
    var answer = http.send(request, BodyHandlers.ofString());
    if (answer.statusCode() != wanted) {
      throw new IOException(
          "%s was answered %d: %s".formatted(request.uri(), answer.statusCode(), answer.body()));
    }
    return json.readTree(answer.body());
  }

  @Override
  public void close() {
    http.close();
  }
}
