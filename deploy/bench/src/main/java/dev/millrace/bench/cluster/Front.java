package dev.millrace.bench.cluster;

import dev.millrace.bench.Target;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * What stands between callers and several apis: sends a call to one of them, and to the next one
 * when it gets no answer or 503. Only for calls that may be sent twice. Thread-safe.
 */
public final class Front implements AutoCloseable {
  private static final Duration LONGEST_CALL = Duration.ofSeconds(15);
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(100);
  private static final int UNAVAILABLE = 503;

  private final List<Target> apis;
  private final Duration patience;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(LONGEST_CALL)
          .build();
  private final AtomicInteger turn = new AtomicInteger();
  private final AtomicInteger repeats = new AtomicInteger();

  /**
   * @param patience how long one call is tried again
   */
  public Front(List<Target> apis, Duration patience) {
    this.apis = List.copyOf(apis);
    this.patience = patience;
  }

  /**
   * The first answer that is not 503.
   *
   * @throws TimeoutException when the patience is over
   */
  public HttpResponse<String> send(Function<Target, HttpRequest.Builder> call)
      throws InterruptedException, TimeoutException {
    long deadline = System.nanoTime() + patience.toNanos();
    int next = turn.getAndIncrement();
    var last = "";
    while (System.nanoTime() < deadline) {
      var api = apis.get(Math.floorMod(next++, apis.size()));
      try {
        var answer =
            http.send(call.apply(api).timeout(LONGEST_CALL).build(), BodyHandlers.ofString());
        if (answer.statusCode() != UNAVAILABLE) {
          return answer;
        }
        last = answer.body();
      } catch (IOException e) {
        last = e.toString();
      }
      repeats.incrementAndGet();
      Thread.sleep(BETWEEN_TRIES);
    }
    throw new TimeoutException("no api answered within %s: %s".formatted(patience, last));
  }

  /** How many calls had to be sent again. */
  public int repeats() {
    return repeats.get();
  }

  @Override
  public void close() {
    http.close();
  }
}
