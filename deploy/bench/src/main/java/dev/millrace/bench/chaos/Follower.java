package dev.millrace.bench.chaos;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.bench.Target;
import dev.millrace.request.RequestId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Reads the account's events and, whenever the stream ends, goes on at the next api with the last
 * id that it was given.
 */
public final class Follower implements AutoCloseable {
  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(200);
  private static final int OK = 200;

  private final List<Target> apis;
  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_WITHIN)
          .build();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final Sightings sightings = new Sightings();
  private final AtomicInteger streams = new AtomicInteger();
  private final AtomicInteger gaps = new AtomicInteger();
  private Optional<String> lastId = Optional.empty();
  private volatile boolean closed;

  private Follower(List<Target> apis) {
    this.apis = List.copyOf(apis);
  }

  /** Returns once it has its snapshot; what happens from then on it has to see. */
  public static Follower of(List<Target> apis, Duration within) throws InterruptedException {
    var follower = new Follower(apis);
    Thread.ofVirtual().name("follower").start(follower::follow);
    if (!follower.begun.await(within.toMillis(), TimeUnit.MILLISECONDS)) {
      follower.close();
      throw new IllegalStateException("no api gave a stream within " + within);
    }
    return follower;
  }

  /** Returns when it has seen the end of each of them, or the time is over. */
  public void awaitEndsOf(Set<RequestId> requests, Duration within) throws InterruptedException {
    long deadline = System.nanoTime() + within.toNanos();
    while (!sightings.missing(requests).isEmpty() && System.nanoTime() < deadline) {
      Thread.sleep(BETWEEN_TRIES);
    }
  }

  /** What it saw, held against those whose end it had to see. */
  public Findings.Followed seen(Set<RequestId> requests) {
    return new Findings.Followed(
        sightings.events(),
        sightings.repeats(),
        sightings.contradictions(),
        returns(),
        gaps.get(),
        sightings.missing(requests).size(),
        sightings.endedTwice(requests).size());
  }

  /** How often it had to come back. */
  public int returns() {
    return Math.max(0, streams.get() - 1);
  }

  private void follow() {
    try {
      for (int turn = 0; !closed; turn++) {
        read(apis.get(turn % apis.size()));
        Thread.sleep(BETWEEN_TRIES);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns when the stream has ended, however it ended. */
  private void read(Target api) throws InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(api.url() + "/requests/stream?payloads=false"))
            .header("Authorization", "Key " + api.key())
            .header("Accept", "text/event-stream");
    lastId.ifPresent(id -> request.header("Last-Event-ID", id));
    try {
      var answer = http.send(request.build(), BodyHandlers.ofLines());
      try (var lines = answer.body()) {
        if (answer.statusCode() == OK) {
          streams.incrementAndGet();
          take(lines);
        }
      }
    } catch (IOException | UncheckedIOException e) {
      // The api is gone, or was while it answered: that is what the next one is for.
    }
  }

  private void take(Stream<String> lines) throws IOException {
    var reader = new EventFrame.Reader();
    for (var line : (Iterable<String>) lines::iterator) {
      var frame = reader.next(line);
      if (frame.isPresent()) {
        take(frame.get());
      }
    }
  }

  private void take(EventFrame frame) throws IOException {
    switch (frame.name()) {
      case "update" -> sightings.add(json.readTree(frame.data()).path("request"));
      case "gap" -> gaps.incrementAndGet();
      default -> {} // a snapshot shows what has not ended
    }
    frame.id().ifPresent(id -> lastId = Optional.of(id));
    begun.countDown();
  }

  @Override
  public void close() {
    closed = true;
    http.shutdownNow();
  }
}
