package dev.millrace.fetch.http;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The bytes of an answer, read as fast as they are asked for: one buffer ahead, so that the end is
 * seen without being asked for. All state is one context's.
 */
final class Body implements Flow.Publisher<ByteBuffer>, Flow.Subscription {
  private final Vertx vertx;
  private final Context context;
  private final HttpClientResponse response;
  private final long atMost;
  private final Duration idleWithin;
  private final Runnable onOver;
  private final AtomicBoolean taken = new AtomicBoolean();
  private Flow.Subscriber<? super ByteBuffer> reader;
  private long idleTimer = -1;
  private long wanted;
  private long read;
  private Buffer ahead;
  private boolean isFetching;
  private boolean hasEnded;
  private boolean isOver;
  private Throwable failure;

  /**
   * Takes over an answer that is paused.
   *
   * @param onOver hears once that nothing more will be read of it
   */
  Body(
      Vertx vertx, HttpClientResponse response, long atMost, Duration idleWithin, Runnable onOver) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.response = response;
    this.atMost = atMost;
    this.idleWithin = idleWithin;
    this.onOver = onOver;
    response.handler(this::came).endHandler(end -> ended()).exceptionHandler(this::fail);
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
    if (!taken.compareAndSet(false, true)) {
      subscriber.onSubscribe(new Nothing());
      subscriber.onError(new IllegalStateException("a download is read once"));
      return;
    }
    subscriber.onSubscribe(this);
    context.runOnContext(
        turn -> {
          reader = subscriber;
          pass();
        });
  }

  @Override
  public void request(long more) {
    context.runOnContext(
        turn -> {
          if (more <= 0) {
            fail(new IllegalArgumentException("asked for %d buffers".formatted(more)));
            return;
          }
          wanted = wanted + more < 0 ? Long.MAX_VALUE : wanted + more;
          pass();
        });
  }

  @Override
  public void cancel() {
    context.runOnContext(
        turn -> {
          reader = null;
          over();
        });
  }

  /** Ends it for a reason of ours; only the first one counts. */
  void fail(Throwable reason) {
    if (isOver || (hasEnded && ahead == null)) {
      return;
    }
    failure = reason instanceof IllegalArgumentException ? reason : Trouble.of(reason);
    ahead = null;
    over();
    pass();
  }

  private void came(Buffer buffer) {
    stopClock();
    isFetching = false;
    if (isOver) {
      return;
    }
    read += buffer.length();
    if (read > atMost) {
      fail(Trouble.tooLarge(atMost));
      return;
    }
    ahead = buffer;
    pass();
  }

  private void ended() {
    stopClock();
    isFetching = false;
    hasEnded = true;
    pass();
  }

  /** Hands on what there is and is wanted, and sees to what comes next. */
  private void pass() {
    if (reader == null) {
      return;
    }
    if (failure != null) {
      release().onError(failure);
      return;
    }
    if (ahead != null && wanted > 0) {
      wanted--;
      var bytes = ByteBuffer.wrap(ahead.getBytes());
      ahead = null;
      reader.onNext(bytes);
    }
    if (reader == null || ahead != null || isOver) {
      return;
    }
    if (hasEnded) {
      over();
      release().onComplete();
    } else if (!isFetching) {
      isFetching = true;
      startClock();
      response.fetch(1);
    }
  }

  private Flow.Subscriber<? super ByteBuffer> release() {
    var last = reader;
    reader = null;
    return last;
  }

  private void startClock() {
    idleTimer = vertx.setTimer(idleWithin.toMillis(), fired -> fail(Trouble.silent(idleWithin)));
  }

  private void stopClock() {
    vertx.cancelTimer(idleTimer);
  }

  private void over() {
    if (!isOver) {
      isOver = true;
      stopClock();
      onOver.run();
    }
  }

  /** For a reader who came too late. */
  private static final class Nothing implements Flow.Subscription {
    @Override
    public void request(long more) {
      // there is nothing
    }

    @Override
    public void cancel() {
      // there is nothing
    }
  }
}
