package dev.millrace.standalone;

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
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Callers that submit without end, and go on trying whatever they are answered. Every answer is
 * kept.
 */
final class SteadyLoad implements AutoCloseable {
  private static final int ECHO_CALLERS = 8;
  private static final int SLEEP_CALLERS = 3;
  private static final Duration BETWEEN_CALLS = Duration.ofMillis(20);
  private static final Duration AFTER_REFUSAL = Duration.ofMillis(100);
  private static final Duration LONGEST_CALL = Duration.ofSeconds(15);

  /**
   * What became of one submit.
   *
   * @param at when the answer came, in nanoseconds of this JVM
   * @param status 0 when there was no answer at all
   * @param retryAfter whether it says when to come back
   * @param code of the fault, as the error envelope names it
   * @param text the body, or why there is none
   */
  record Answer(long at, Duration took, int status, boolean retryAfter, String code, String text) {
    boolean isAcknowledged() {
      return status == 201;
    }

    /** Told to come back later, in our own words. */
    boolean isPolite() {
      return status == 503 && retryAfter && !code.isEmpty();
    }

    boolean isSince(long nanoTime) {
      return at >= nanoTime;
    }
  }

  private final Target target;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(LONGEST_CALL)
          .build();
  private final ObjectMapper json = new ObjectMapper();
  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
  private final ConcurrentLinkedQueue<Answer> answers = new ConcurrentLinkedQueue<>();
  private final Set<RequestId> acknowledged = ConcurrentHashMap.newKeySet();
  private volatile boolean ended;

  private SteadyLoad(Target target) {
    this.target = target;
  }

  static SteadyLoad on(Target target) {
    var load = new SteadyLoad(target);
    for (int i = 0; i < ECHO_CALLERS; i++) {
      load.callers.submit(() -> load.call("/local/echo", () -> "{\"text\":\"hello\"}"));
    }
    for (int i = 0; i < SLEEP_CALLERS; i++) {
      load.callers.submit(() -> load.call("/local/sleep", SteadyLoad::nap));
    }
    return load;
  }

  private static String nap() {
    return "{\"seconds\":%d}".formatted(ThreadLocalRandom.current().nextInt(1, 4));
  }

  private Void call(String model, Supplier<String> input) throws InterruptedException {
    while (!ended) {
      var answer = submit(model, input.get());
      answers.add(answer);
      Thread.sleep(answer.isAcknowledged() ? BETWEEN_CALLS : AFTER_REFUSAL);
    }
    return null;
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
      return new Answer(System.nanoTime(), since(began), 0, false, "", e.toString());
    }
  }

  private Answer answer(long began, HttpResponse<String> response) throws IOException {
    var took = since(began);
    var body = json.readTree(response.body());
    if (response.statusCode() == 201) {
      acknowledged.add(RequestId.parse(body.path("request_id").asText()).orElseThrow());
    }
    return new Answer(
        System.nanoTime(),
        took,
        response.statusCode(),
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

  List<Answer> answers(Predicate<Answer> kind) {
    return answers.stream().filter(kind).toList();
  }

  Set<RequestId> acknowledged() {
    return Set.copyOf(acknowledged);
  }

  /**
   * Waits for an acknowledgement that came after {@code nanoTime}.
   *
   * @return how long after
   */
  Duration awaitAcknowledgedAfter(long nanoTime, Duration within) throws InterruptedException {
    while (since(nanoTime).compareTo(within) < 0) {
      var first =
          answers.stream()
              .filter(answer -> answer.isAcknowledged() && answer.isSince(nanoTime))
              .findFirst();
      if (first.isPresent()) {
        return Duration.ofNanos(first.get().at() - nanoTime);
      }
      Thread.sleep(BETWEEN_CALLS);
    }
    throw new AssertionError("nothing was acknowledged within " + within);
  }

  /** Lets it go on for a while. */
  void goOn(Duration time) throws InterruptedException {
    Thread.sleep(time);
  }

  /** Returns when every caller has its last answer. */
  @Override
  public void close() {
    ended = true;
    callers.close();
    http.close();
  }
}
