package dev.millrace.api.stream;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;

/** What waits to be written to one reader, bounded in number and bytes. Not thread-safe. */
final class Backlog {
  private final int most;
  private final long mostBytes;
  private final ArrayDeque<Buffer> frames = new ArrayDeque<>(1);
  private long bytes;

  Backlog(int most, long mostBytes) {
    this.most = most;
    this.mostBytes = mostBytes;
  }

  /** False when there is no room; an empty backlog has room for any one frame. */
  boolean offer(Buffer frame) {
    if (!frames.isEmpty() && (frames.size() >= most || bytes + frame.length() > mostBytes)) {
      return false;
    }
    frames.add(frame);
    bytes += frame.length();
    return true;
  }

  /** The oldest; null when there is none. */
  Buffer poll() {
    var frame = frames.poll();
    if (frame != null) {
      bytes -= frame.length();
    }
    return frame;
  }

  boolean isEmpty() {
    return frames.isEmpty();
  }

  void clear() {
    frames.clear();
    bytes = 0;
  }
}
