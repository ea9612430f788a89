package dev.millrace.bench.speed;

import dev.millrace.bench.Target;
import dev.millrace.bench.contest.Timings;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.parsetools.RecordParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Readers of event streams, all on one thread, that time how late transitions reach them. */
final class Subscribers implements AutoCloseable {
  private static final int OPENING_AT_ONCE = 64;
  private static final int OK = 200;
  private static final long PATIENCE_SECONDS = 60;
  private static final String END_OF_FRAME = "\n\n";

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final HttpClient http;
  private final String query;
  private final AtomicInteger ended = new AtomicInteger();
  private volatile Span span = Span.fromNowOn();

  /** The times of transitions that were not before {@code since}, and how many were ends. */
  record Span(Instant since, Timings timings, AtomicLong ends) {
    private static Span fromNowOn() {
      return new Span(Instant.now(), new Timings(), new AtomicLong());
    }

    private void take(Instant at, boolean isEnd) {
      if (!at.isBefore(since)) {
        timings.add(ChronoUnit.MICROS.between(at, Instant.now()));
        if (isEnd) {
          ends.incrementAndGet();
        }
      }
    }
  }

  /**
   * @param most streams that will be open
   * @param payloads whether they want inputs and outputs too
   */
  Subscribers(int most, boolean payloads) {
    this.http =
        vertx.createHttpClient(new HttpClientOptions(), new PoolOptions().setHttp1MaxSize(most));
    this.query = payloads ? "" : "?payloads=false";
  }

  /**
   * Opens so many streams at each; returns when all have their snapshot.
   *
   * @throws ExecutionException when one was refused
   */
  void open(List<Target> targets, int each)
      throws InterruptedException, ExecutionException, TimeoutException {
    var room = new Semaphore(OPENING_AT_ONCE);
    var opened = new ArrayList<CompletableFuture<Void>>();
    for (int i = 0; i < each; i++) {
      for (var target : targets) {
        if (!room.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
          throw new TimeoutException("a stream was not opened within a minute");
        }
        opened.add(open(target).whenComplete((done, failure) -> room.release()));
      }
    }
    CompletableFuture.allOf(opened.toArray(CompletableFuture<?>[]::new))
        .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private CompletableFuture<Void> open(Target target) {
    var opened = new CompletableFuture<Void>();
    var call =
        new RequestOptions()
            .setMethod(HttpMethod.GET)
            .setAbsoluteURI(target.url() + "/requests/stream" + query)
            .putHeader("Authorization", "Key " + target.key())
            .putHeader("Accept", "text/event-stream");
    http.request(call)
        .compose(request -> request.send())
        .onSuccess(response -> read(response, opened))
        .onFailure(opened::completeExceptionally);
    return opened;
  }

  private void read(HttpClientResponse response, CompletableFuture<Void> opened) {
    if (response.statusCode() != OK) {
      opened.completeExceptionally(
          new IOException("a stream was answered %d".formatted(response.statusCode())));
      return;
    }
    response.exceptionHandler(failure -> end(opened));
    response.endHandler(end -> end(opened));
    response.handler(RecordParser.newDelimited(END_OF_FRAME, frame -> take(frame, opened)));
  }

  private void end(CompletableFuture<Void> opened) {
    ended.incrementAndGet();
    opened.completeExceptionally(new IOException("a stream ended before its snapshot"));
  }

  private void take(Buffer bytes, CompletableFuture<Void> opened) {
    var frame = bytes.toString(StandardCharsets.US_ASCII);
    Transition.at(frame).ifPresent(at -> span.take(at, Transition.isEnd(frame)));
    if (Transition.comesAfter(frame)) {
      opened.complete(null);
    }
  }

  /** Returns where the times of transitions go that are from now on. */
  Span timeAnew() {
    span = Span.fromNowOn();
    return span;
  }

  /** How many streams have ended; none should. */
  int ended() {
    return ended.get();
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
