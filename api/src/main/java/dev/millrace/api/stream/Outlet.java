package dev.millrace.api.stream;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The way to one reader. Frames are handed over by any thread and written on the connection's own,
 * as fast as the reader takes them and no faster; what waits meanwhile is bounded.
 */
public final class Outlet {
  /** Of which a reader misses this many in a row without having read anything, it is gone. */
  private static final int STALLED_BEATS = 2;

  /** How long a reader that was told to go may take to read it. */
  private static final Duration FAREWELL = Duration.ofSeconds(30);

  /**
   * @param heartbeatEvery how often an idle stream says that it lives
   * @param retryAfter when a client should come back
   * @param frames that may wait
   * @param bytes that may wait
   */
  public record Limits(Duration heartbeatEvery, Duration retryAfter, int frames, long bytes) {
    public static Limits of(StreamConfig config) {
      return new Limits(
          config.heartbeatEvery(),
          config.retryAfter(),
          config.maxQueued(),
          config.maxQueuedBytes().asLongValue());
    }
  }

  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final Context context;
  private final Limits limits;
  private final Backlog backlog;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition drained = lock.newCondition();
  private boolean flushing;
  private boolean closed;
  private Buffer farewell;
  private long timer = -1;
  private int stalled;
  private Runnable whenClosed = () -> {};

  /**
   * @param context the connection's own
   */
  public Outlet(HttpServerRequest request, Context context, Limits limits) {
    this.request = request;
    this.response = request.response();
    this.context = context;
    this.limits = limits;
    this.backlog = new Backlog(limits.frames(), limits.bytes());
  }

  /** Begins the answer: from here on there is a stream, and no other status than 200. */
  public void open() {
    context.runOnContext(turn -> begin());
  }

  private void begin() {
    if (isGone()) {
      return;
    }
    response
        .setStatusCode(200)
        .setChunked(true)
        .putHeader("Content-Type", "text/event-stream")
        .putHeader("Cache-Control", "no-cache, no-transform")
        .putHeader("X-Accel-Buffering", "no");
    response.write(Sse.retry(limits.retryAfter()));
    timer = context.owner().setPeriodic(limits.heartbeatEvery().toMillis(), beat -> beat());
  }

  /** Hands a frame over; false when the reader is gone or has too much waiting. */
  public boolean offer(Buffer frame) {
    lock.lock();
    try {
      if (closed || farewell != null || !backlog.offer(frame)) {
        return false;
      }
      flushSoon();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Hands a frame over and waits until it is on its way. For virtual threads.
   *
   * @return false when the reader is gone, or did not take it within that time
   */
  boolean put(Buffer frame, Duration within) throws InterruptedException {
    long left = within.toNanos();
    lock.lock();
    try {
      if (closed || farewell != null || !backlog.offer(frame)) {
        return false;
      }
      flushSoon();
      while (!backlog.isEmpty() && !closed && left > 0) {
        left = drained.awaitNanos(left);
      }
      return backlog.isEmpty() && !closed;
    } finally {
      lock.unlock();
    }
  }

  /** Ends the stream cleanly, once all that was handed over is on its way. */
  public void finish() {
    endWith(Buffer.buffer(), false);
  }

  /** Forgets what waits, says a last word, and hangs up whether it is heard or not. */
  void dismiss(Buffer lastWord) {
    endWith(lastWord, true);
  }

  private void endWith(Buffer lastWord, boolean atOnce) {
    lock.lock();
    try {
      if (closed || farewell != null) {
        return;
      }
      if (atOnce) {
        backlog.clear();
      }
      farewell = lastWord;
      if (flushing && !atOnce) {
        return;
      }
      flushing = true;
      context.runOnContext(turn -> flush());
    } finally {
      lock.unlock();
    }
  }

  /** Breaks the connection off, so that no client takes the end for a proper one. */
  public void cut() {
    context.runOnContext(turn -> hangUp());
  }

  /** Answers otherwise while there is no stream yet; breaks the stream off when there is. */
  void fail(Runnable otherwise) {
    context.runOnContext(
        turn -> {
          if (response.headWritten()) {
            hangUp();
          } else if (!isGone()) {
            otherwise.run();
          }
        });
  }

  /** A frame without a name, for clients that know of one kind of event only. */
  public static Buffer message(String json) {
    return Sse.message(json);
  }

  /** What to do when the reader goes; replaces what was to be done. Runs at once if it is gone. */
  public void onClosed(Runnable task) {
    boolean gone;
    lock.lock();
    try {
      gone = closed;
      whenClosed = task;
    } finally {
      lock.unlock();
    }
    if (gone) {
      task.run();
    }
  }

  /** To be called when the answer has ended or the connection is gone. */
  public void closed() {
    Runnable task;
    lock.lock();
    try {
      closed = true;
      task = whenClosed;
      backlog.clear();
      drained.signalAll();
    } finally {
      lock.unlock();
    }
    task.run();
    context.runOnContext(turn -> stopBeating());
  }

  public boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  private void flushSoon() {
    if (!flushing) {
      flushing = true;
      context.runOnContext(turn -> flush());
    }
  }

  private void flush() {
    while (!isGone()) {
      if (farewell() == null && response.writeQueueFull()) {
        response.drainHandler(
            room -> {
              stalled = 0;
              flush();
            });
        return;
      }
      var frame = next();
      if (frame == null) {
        return;
      }
      response.write(frame);
    }
  }

  /** The next frame; null when there is none, and then the stream may have come to its end. */
  private Buffer next() {
    lock.lock();
    try {
      var frame = backlog.poll();
      if (backlog.isEmpty()) {
        drained.signalAll();
      }
      if (frame == null) {
        flushing = false;
        if (farewell != null) {
          end();
        }
      }
      return frame;
    } finally {
      lock.unlock();
    }
  }

  private void end() {
    var sent = response.end(farewell);
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

  /**
   * Vert.x closes a connection only when everything is sent, and a reader that reads nothing would
   * keep it for ever.
   */
  private void hangUp() {
    if (request.version() != HttpVersion.HTTP_2
        && request.connection() instanceof ConnectionBase connection) {
      connection.channel().close();
    } else {
      response.reset();
    }
  }

  private Buffer farewell() {
    lock.lock();
    try {
      return farewell;
    } finally {
      lock.unlock();
    }
  }

  private void beat() {
    if (isGone()) {
      stopBeating();
    } else if (!response.writeQueueFull()) {
      stalled = 0;
      response.write(Sse.HEARTBEAT);
    } else if (++stalled > STALLED_BEATS) {
      hangUp();
    }
  }

  private void stopBeating() {
    if (timer >= 0) {
      context.owner().cancelTimer(timer);
      timer = -1;
    }
  }

  private boolean isGone() {
    return response.ended() || response.closed();
  }
}
