package dev.millrace.s3;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.async.AsyncRequestBody;

/** One part in memory: pages that come to be as bytes come, so that few bytes take little room. */
final class Part {
  /** Small enough not to need a stretch of the heap of its own. */
  private static final int PAGE = 256 << 10;

  private final int most;
  private final List<ByteBuffer> pages = new ArrayList<>();
  private int size;

  Part(int most) {
    this.most = most;
  }

  /** Copies what there is room for; the rest remains in the buffer. */
  void take(ByteBuffer bytes) {
    while (bytes.hasRemaining() && !isFull()) {
      var page = page();
      var count = Math.min(bytes.remaining(), page.remaining());
      page.put(bytes.slice(bytes.position(), count));
      bytes.position(bytes.position() + count);
      size += count;
    }
  }

  boolean isFull() {
    return size == most;
  }

  int size() {
    return size;
  }

  /** May be read more than once. */
  AsyncRequestBody body() {
    return AsyncRequestBody.fromByteBuffersUnsafe(
        pages.stream().map(page -> page.duplicate().flip()).toArray(ByteBuffer[]::new));
  }

  private ByteBuffer page() {
    if (pages.isEmpty() || !pages.getLast().hasRemaining()) {
      pages.add(ByteBuffer.allocate(Math.min(PAGE, most - size)));
    }
    return pages.getLast();
  }
}
