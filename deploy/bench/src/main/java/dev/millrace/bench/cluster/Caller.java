package dev.millrace.bench.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.bench.Target;
import dev.millrace.request.RequestId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/** Submits requests over HTTP, and takes every answer as it comes. Thread-safe. */
public final class Caller implements AutoCloseable {
  private static final Duration LONGEST_CALL = Duration.ofSeconds(15);

  /**
   * What became of one submit.
   *
   * @param at when the answer came, in nanoseconds of this JVM
   * @param status 0 when there was no answer at all
   * @param id of a request that was acknowledged
   * @param retryAfter whether it says when to come back
   * @param code of the fault, as the error envelope names it
   * @param text the body, or why there is none
   */
  public record Answer(
      long at,
      Duration took,
      int status,
      Optional<RequestId> id,
      boolean retryAfter,
      String code,
      String text) {
    public boolean isAcknowledged() {
      return id.isPresent();
    }

    /** Told to come back later, in our own words. */
    public boolean isPolite() {
      return status == 503 && retryAfter && !code.isEmpty();
    }
  }

  private final Target target;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(LONGEST_CALL)
          .build();
  private final ObjectMapper json = new ObjectMapper();

  public Caller(Target target) {
    this.target = target;
  }

  public Answer echo() throws InterruptedException {
    return submit("/local/echo", "{\"text\":\"hello\"}");
  }

  public Answer sleep(int seconds) throws InterruptedException {
    return submit("/local/sleep", "{\"seconds\":%d}".formatted(seconds));
  }

  /** Runs a model and waits for its output: no request is made, so none is acknowledged. */
  public Answer run(Order order) throws InterruptedException {
    return submit("/run/" + order.model(), order.body());
  }

  private Answer submit(String model, String input) throws InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(target.url() + model))
            .timeout(LONGEST_CALL)
            .header("Authorization", "Key " + target.key())
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(input))
            .build();
    long began = System.nanoTime();
    try {
      return answer(began, http.send(request, BodyHandlers.ofString()));
    } catch (IOException e) {
      return new Answer(
          System.nanoTime(), since(began), 0, Optional.empty(), false, "", e.toString());
    }
  }

  private Answer answer(long began, HttpResponse<String> response) throws IOException {
    var took = since(began);
    var body = json.readTree(response.body());
    return new Answer(
        System.nanoTime(),
        took,
        response.statusCode(),
        response.statusCode() == 201
            ? RequestId.parse(body.path("request_id").asText())
            : Optional.empty(),
        response.headers().firstValue("Retry-After").isPresent(),
        code(response.statusCode(), body),
        response.body());
  }

  /** Empty unless the whole envelope is there. */
  private static String code(int status, JsonNode body) {
    boolean whole =
        body.path("statusCode").asInt() == status
            && body.path("error").isTextual()
            && body.path("request_id").isTextual();
    return whole ? body.path("details").path("code").asText() : "";
  }

  private static Duration since(long nanoTime) {
    return Duration.ofNanos(System.nanoTime() - nanoTime);
  }

  @Override
  public void close() {
    http.close();
  }
}
