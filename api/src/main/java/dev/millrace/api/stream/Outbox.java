package dev.millrace.api.stream;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What is handed over to one reader by any thread, until its connection takes it. After the last
 * word nothing more is taken. Thread-safe.
 */
final class Outbox {
  /**
   * What the connection is to write.
   *
   * @param isLast whether the stream ends with it
   */
  record Next(Buffer frame, boolean isLast) {}

  private final Backlog backlog;
  private final Runnable flush;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition drained = lock.newCondition();
  private boolean flushing;
  private boolean closed;
  private Buffer farewell;

  /**
   * @param flush has the connection take what is here, soon; is not run again before it has
   */
  Outbox(Backlog backlog, Runnable flush) {
    this.backlog = backlog;
    this.flush = flush;
  }

  /** False when the reader is gone or has too much waiting. */
  boolean offer(Buffer frame) {
    lock.lock();
    try {
      return accept(frame);
    } finally {
      lock.unlock();
    }
  }

  /** Waits until the frame is on its way; false when it is not within that time. */
  boolean put(Buffer frame, Duration within) throws InterruptedException {
    long left = within.toNanos();
    lock.lock();
    try {
      if (!accept(frame)) {
        return false;
      }
      while (!backlog.isEmpty() && !closed && left > 0) {
        left = drained.awaitNanos(left);
      }
      return backlog.isEmpty() && !closed;
    } finally {
      lock.unlock();
    }
  }

  private boolean accept(Buffer frame) {
    if (closed || farewell != null || !backlog.offer(frame)) {
      return false;
    }
    if (!flushing) {
      flushing = true;
      flush.run();
    }
    return true;
  }

  /**
   * Says the last word.
   *
   * @param atOnce forgets what waits, and does not wait for the reader to have room
   */
  void end(Buffer lastWord, boolean atOnce) {
    lock.lock();
    try {
      if (closed || farewell != null) {
        return;
      }
      if (atOnce) {
        backlog.clear();
      }
      farewell = lastWord;
      if (!flushing || atOnce) {
        flushing = true;
        flush.run();
      }
    } finally {
      lock.unlock();
    }
  }

  boolean isEnding() {
    lock.lock();
    try {
      return farewell != null;
    } finally {
      lock.unlock();
    }
  }

  /** The next frame, or the last word; null when there is nothing. */
  Next next() {
    lock.lock();
    try {
      var frame = backlog.poll();
      if (backlog.isEmpty()) {
        drained.signalAll();
      }
      if (frame != null) {
        return new Next(frame, false);
      }
      flushing = false;
      return farewell == null ? null : new Next(farewell, true);
    } finally {
      lock.unlock();
    }
  }

  /** The reader is gone. */
  void close() {
    lock.lock();
    try {
      closed = true;
      backlog.clear();
      drained.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }
}
