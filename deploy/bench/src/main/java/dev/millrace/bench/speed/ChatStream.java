package dev.millrace.bench.speed;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.io.IOException;

/** One chat whose answer streams: when its first frame came, and how many there were. */
final class ChatStream {
  private static final int OK = 200;
  private static final long NOT_YET = -1;

  private final long sent = System.nanoTime();
  private final DataFrames frames = new DataFrames();
  private final Promise<Heard> end = Promise.promise();
  private long first = NOT_YET;

  /**
   * What came of it.
   *
   * @param first nanoseconds from when it was sent until its first frame
   * @param frames all of them
   */
  record Heard(long first, long frames) {}

  /** Made when the call is sent. */
  ChatStream() {}

  /** Fails when it is refused, breaks off, or has no frame. */
  Future<Heard> read(HttpClientResponse response) {
    if (response.statusCode() != OK) {
      return Future.failedFuture(
          new IOException("a chat was answered %d".formatted(response.statusCode())));
    }
    response.exceptionHandler(end::tryFail);
    response.endHandler(done -> finish());
    response.handler(this::take);
    return end.future();
  }

  private void take(Buffer piece) {
    frames.take(piece.getBytes());
    if (first == NOT_YET && frames.count() > 0) {
      first = System.nanoTime() - sent;
    }
  }

  private void finish() {
    if (first == NOT_YET) {
      end.tryFail(new IOException("a chat was answered without a frame"));
    } else {
      end.tryComplete(new Heard(first, frames.count()));
    }
  }
}
