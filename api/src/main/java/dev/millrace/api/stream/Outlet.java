package dev.millrace.api.stream;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The way to one reader. Frames are handed over by any thread and written on the connection's own,
 * as fast as the reader takes them and no faster; what waits meanwhile is bounded.
 */
public final class Outlet implements Endable {
  private static final Runnable NOTHING = () -> {};

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

  private final StreamConnection connection;
  private final Limits limits;
  private final Outbox outbox;
  private final AtomicReference<Runnable> whenClosed = new AtomicReference<>(NOTHING);

  /**
   * @param context the connection's own
   */
  public Outlet(HttpServerRequest request, Context context, Limits limits) {
    this.connection = new StreamConnection(request, context);
    this.limits = limits;
    this.outbox =
        new Outbox(new Backlog(limits.frames(), limits.bytes()), () -> connection.run(this::flush));
  }

  /** Begins the answer: from here on there is a stream, and no other status than 200. */
  public void open() {
    connection.run(() -> connection.begin(limits.retryAfter(), limits.heartbeatEvery()));
  }

  /** Hands a frame over; false when the reader is gone or has too much waiting. */
  public boolean offer(Buffer frame) {
    return outbox.offer(frame);
  }

  /**
   * Hands a frame over and waits until it is on its way. For virtual threads.
   *
   * @return false when the reader is gone, or did not take it within that time
   */
  public boolean put(Buffer frame, Duration within) throws InterruptedException {
    return outbox.put(frame, within);
  }

  @Override
  public void finish() {
    outbox.end(Buffer.buffer(), false);
  }

  @Override
  public void dismiss(Buffer lastWord) {
    outbox.end(lastWord, true);
  }

  @Override
  public void cut() {
    connection.run(connection::hangUp);
  }

  @Override
  public void cut(Buffer lastWord) {
    connection.run(
        () -> {
          if (connection.hasBegun() && !connection.isGone()) {
            connection.write(lastWord);
          }
          connection.hangUp();
        });
  }

  /** Answers otherwise while there is no stream yet; breaks the stream off when there is. */
  void fail(Runnable otherwise) {
    connection.run(
        () -> {
          if (connection.hasBegun()) {
            connection.hangUp();
          } else if (!connection.isGone()) {
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
    whenClosed.set(task);
    if (outbox.isClosed()) {
      runOnce();
    }
  }

  /** To be called when the answer has ended or the connection is gone. */
  public void closed() {
    outbox.close();
    runOnce();
    connection.run(connection::stopBeating);
  }

  private void runOnce() {
    whenClosed.getAndSet(NOTHING).run();
  }

  public boolean isClosed() {
    return outbox.isClosed();
  }

  private void flush() {
    while (!connection.isGone()) {
      if (!outbox.isEnding() && connection.isFull()) {
        connection.whenRoom(this::flush);
        return;
      }
      var next = outbox.next();
      if (next == null) {
        return;
      }
      if (next.isLast()) {
        connection.end(next.frame());
        return;
      }
      connection.write(next.frame());
    }
  }
}
