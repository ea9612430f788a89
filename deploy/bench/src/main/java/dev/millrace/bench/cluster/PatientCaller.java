package dev.millrace.bench.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.bench.Target;
import dev.millrace.request.RequestId;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeoutException;

/**
 * A caller as they should be: repeats a call that got no answer, a submit with the idempotency key
 * that it had. Thread-safe.
 */
public final class PatientCaller implements AutoCloseable {
  private static final Duration BETWEEN_POLLS = Duration.ofMillis(100);

  private final Front front;
  private final ObjectMapper json = new ObjectMapper();

  public PatientCaller(List<Target> apis, Duration patience) {
    this.front = new Front(apis, patience);
  }

  /**
   * Returns once it is acknowledged.
   *
   * @throws IllegalStateException when it is refused for good
   */
  public RequestId submit(Order order) throws InterruptedException, TimeoutException {
    var idempotencyKey = UUID.randomUUID().toString();
    var answer = front.send(api -> submission(api, order, idempotencyKey));
    if (answer.statusCode() != 201 && answer.statusCode() != 200) {
      throw new IllegalStateException(
          "a submit was answered %d: %s".formatted(answer.statusCode(), answer.body()));
    }
    return RequestId.parse(read(answer).path("request_id").asText()).orElseThrow();
  }

  private static HttpRequest.Builder submission(Target api, Order order, String idempotencyKey) {
    var request =
        request(api, order.model())
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", idempotencyKey)
            .POST(BodyPublishers.ofString(order.body()));
    order.headers().forEach(request::header);
    return request;
  }

  /** How it stands: the status route's answer. */
  public JsonNode status(String model, RequestId id) throws InterruptedException, TimeoutException {
    return read(front.send(api -> request(api, path(model, id) + "/status").GET()));
  }

  /** Asks until it stands so. */
  public void awaitStatus(String model, RequestId id, String wanted, Duration within)
      throws InterruptedException, TimeoutException {
    long deadline = System.nanoTime() + within.toNanos();
    var status = status(model, id);
    while (!status.path("status").asText().equals(wanted)) {
      if (System.nanoTime() > deadline) {
        throw new TimeoutException("not %s within %s: %s".formatted(wanted, within, status));
      }
      Thread.sleep(BETWEEN_POLLS);
      status = status(model, id);
    }
  }

  /** Wants it back. */
  public JsonNode cancel(String model, RequestId id) throws InterruptedException, TimeoutException {
    return read(
        front.send(api -> request(api, path(model, id) + "/cancel").PUT(BodyPublishers.noBody())));
  }

  /** How many calls had to be sent again. */
  public int repeats() {
    return front.repeats();
  }

  private static String path(String model, RequestId id) {
    return model + "/requests/" + id;
  }

  private static HttpRequest.Builder request(Target api, String path) {
    return HttpRequest.newBuilder(URI.create(api.url() + "/" + path))
        .header("Authorization", "Key " + api.key());
  }

  private JsonNode read(HttpResponse<String> answer) {
    try {
      return json.readTree(answer.body());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("not JSON: " + answer.body(), e);
    }
  }

  @Override
  public void close() {
    front.close();
  }
}
