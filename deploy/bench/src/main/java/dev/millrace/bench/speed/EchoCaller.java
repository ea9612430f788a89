package dev.millrace.bench.speed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.bench.Target;
import dev.millrace.bench.contest.Echo;
import dev.millrace.request.RequestStatus;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Submits echoes and waits for their ends. Thread-safe. Each call blocks its thread in the socket
 * itself: that costs the processors, which the platform shares, a third of what the JDK's newer
 * client does with its selector and its executor.
 */
final class EchoCaller {
  private static final int LONGEST_CALL_MILLIS = 30_000;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String MODEL = "/local/echo";
  private static final byte[] BODY = Echo.BODY.getBytes(StandardCharsets.UTF_8);

  /** Connections that stay open between calls; the JDK's own five are too few for a busy second. */
  private static final String KEPT_OPEN = "64";

  private final ObjectMapper json = new ObjectMapper();

  EchoCaller() {
    System.setProperty("http.maxConnections", KEPT_OPEN);
  }

  /** Where a request says how it stands. */
  static String statusUrl(Target target, String id) {
    return target.url() + MODEL + "/requests/" + id + "/status";
  }

  /**
   * The id of a request that was acknowledged.
   *
   * @throws IOException when it was not
   */
  String submit(Target target) throws IOException {
    return answer(submission(target), 201).path("request_id").asText();
  }

  /**
   * Submits, and returns once it has completed: the api holds its answer until then.
   *
   * @throws IOException when it ends otherwise, or has not ended within a minute
   */
  void submitUntilCompleted(Target target) throws IOException {
    var call = submission(target);
    call.setRequestProperty("Prefer", "wait=60");
    var reply = answer(call, 201);
    requireCompleted(reply.path("request_id").asText(), statusIn(reply));
  }

  private HttpURLConnection submission(Target target) throws IOException {
    var call = call(target, target.url() + MODEL);
    call.setRequestProperty("Content-Type", "application/json");
    call.setDoOutput(true);
    call.setFixedLengthStreamingMode(BODY.length);
    return call;
  }

  /**
   * Returns once the api says that it has completed; the api holds its answers until there is news.
   *
   * @throws IOException when it ends otherwise, or has not ended within a minute
   */
  void awaitCompleted(Target target, String id) throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    var status = status(target, id);
    while (!status.isTerminal()) {
      if (System.nanoTime() > deadline) {
        throw new IOException("request %s had not ended after %s".formatted(id, PATIENCE));
      }
      status = status(target, id);
    }
    requireCompleted(id, status);
  }

  private static void requireCompleted(String id, RequestStatus status) throws IOException {
    if (status != RequestStatus.COMPLETED) {
      throw new IOException("request %s ended as %s".formatted(id, status));
    }
  }

  private RequestStatus status(Target target, String id) throws IOException {
    return statusIn(answer(call(target, statusUrl(target, id) + "?wait=5"), 200));
  }

  private static RequestStatus statusIn(JsonNode reply) {
    return RequestStatus.valueOf(reply.path("status").asText());
  }

  private static HttpURLConnection call(Target target, String url) throws IOException {
    var call = (HttpURLConnection) URI.create(url).toURL().openConnection();
    call.setConnectTimeout(LONGEST_CALL_MILLIS);
    call.setReadTimeout(LONGEST_CALL_MILLIS);
    call.setRequestProperty("Authorization", "Key " + target.key());
    return call;
  }

  private JsonNode answer(HttpURLConnection call, int wanted) throws IOException {
    if (call.getDoOutput()) {
      try (var out = call.getOutputStream()) {
        out.write(BODY);
      }
    }
    int status = call.getResponseCode();
    if (status != wanted) {
      throw new IOException("%s was answered %d: %s".formatted(call.getURL(), status, text(call)));
    }
    try (var body = call.getInputStream()) {
      return json.readTree(body.readAllBytes());
    }
  }

  private static String text(HttpURLConnection call) throws IOException {
    try (var body = call.getErrorStream()) {
      return body == null ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
