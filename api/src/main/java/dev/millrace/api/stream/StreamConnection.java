package dev.millrace.api.stream;

import dev.millrace.api.http.HangUp;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;

/**
 * The connection under one stream: writes, says that it lives, and is hung up on when its reader
 * reads nothing. Everything but {@link #run} belongs on the connection's own context.
 */
final class StreamConnection {
  /** Of which a reader misses this many in a row without having read anything, it is gone. */
  private static final int STALLED_BEATS = 2;

  /** How long a reader that was told to go may take to read it. */
  private static final Duration FAREWELL = Duration.ofSeconds(30);

  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final Context context;
  private long timer = -1;
  private int stalled;

  StreamConnection(HttpServerRequest request, Context context) {
    this.request = request;
    this.response = request.response();
    this.context = context;
  }

  /** Brings a task onto the connection's context, from any thread. */
  void run(Runnable task) {
    context.runOnContext(turn -> task.run());
  }

  /** Begins the answer: from here on there is no other status than 200. */
  void begin(Duration retryAfter, Duration heartbeatEvery) {
    if (isGone()) {
      return;
    }
    Sse.head(response);
    response.write(Sse.retry(retryAfter));
    timer = context.owner().setPeriodic(heartbeatEvery.toMillis(), beat -> beat());
  }

  boolean hasBegun() {
    return response.headWritten();
  }

  /** Whether the reader has not yet taken enough of what was written. */
  boolean isFull() {
    return response.writeQueueFull();
  }

  void whenRoom(Runnable task) {
    response.drainHandler(
        room -> {
          stalled = 0;
          task.run();
        });
  }

  void write(Buffer frame) {
    response.write(frame);
  }

  /** Ends the answer, and hangs up on a reader that does not take the end. */
  void end(Buffer lastWord) {
    var sent = response.end(lastWord);
    context
        .owner()
        .setTimer(
            FAREWELL.toMillis(),
            late -> {
              if (!sent.isComplete()) {
                hangUp();
              }
            });
  }

  void hangUp() {
    HangUp.on(request);
  }

  boolean isGone() {
    return response.ended() || response.closed();
  }

  void stopBeating() {
    if (timer >= 0) {
      context.owner().cancelTimer(timer);
      timer = -1;
    }
  }

  private void beat() {
    if (isGone()) {
      stopBeating();
    } else if (!isFull()) {
      stalled = 0;
      response.write(Sse.HEARTBEAT);
    } else if (++stalled > STALLED_BEATS) {
      hangUp();
    }
  }
}
