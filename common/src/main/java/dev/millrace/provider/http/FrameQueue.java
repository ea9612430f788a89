package dev.millrace.provider.http;

import dev.millrace.conversation.Frame;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Between a connection and a reader: hands frames on one at a time, from whichever thread has news,
 * and no more than the reader wants. What was read is handed on before the end, or the failure, is
 * told.
 */
final class FrameQueue {
  private final Flow.Subscriber<? super Frame> reader;
  private final Runnable fetch;
  private final Queue<Frame> frames = new ConcurrentLinkedQueue<>();
  private final AtomicLong wanted = new AtomicLong();
  private final AtomicInteger turns = new AtomicInteger();
  private volatile boolean ended;
  private volatile Throwable failure;
  private volatile boolean over;

  /**
   * @param fetch what to do when the reader wants more than there is
   */
  FrameQueue(Flow.Subscriber<? super Frame> reader, Runnable fetch) {
    this.reader = reader;
    this.fetch = fetch;
  }

  void begin(Flow.Subscription subscription) {
    reader.onSubscribe(subscription);
  }

  void want(long count) {
    if (count <= 0) {
      fail(new IllegalArgumentException("a reader wants at least one frame, not " + count));
      return;
    }
    wanted.accumulateAndGet(count, (a, b) -> a + b < 0 ? Long.MAX_VALUE : a + b);
    drain();
  }

  void addAll(List<Frame> more) {
    frames.addAll(more);
  }

  void end() {
    ended = true;
    drain();
  }

  /** Only the first end counts. */
  void fail(Throwable cause) {
    if (!ended) {
      failure = failure == null ? cause : failure;
      ended = true;
    }
    drain();
  }

  /** The reader has gone. */
  void drop() {
    over = true;
    drain();
  }

  void drain() {
    if (turns.getAndIncrement() != 0) {
      return; // whoever is at it goes round once more
    }
    int done = 1;
    do {
      round();
      done = turns.addAndGet(-done);
    } while (done != 0);
  }

  private void round() {
    while (!over) {
      boolean last = ended; // asked before the queue: what was added before the end is handed on
      if (frames.isEmpty()) {
        if (last) {
          tellEnd();
        } else if (wanted.get() > 0) {
          fetch.run();
        }
        return;
      }
      if (wanted.get() == 0) {
        return;
      }
      if (wanted.get() != Long.MAX_VALUE) {
        wanted.decrementAndGet();
      }
      reader.onNext(frames.poll());
    }
    frames.clear();
  }

  private void tellEnd() {
    over = true;
    if (failure == null) {
      reader.onComplete();
    } else {
      reader.onError(failure);
    }
  }
}
