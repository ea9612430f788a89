package dev.millrace.worker.dispatch;

import dev.millrace.queue.DispatchRecord;
import dev.millrace.request.RequestId;
import java.time.Instant;

/** A dispatch record that this worker has read and not yet acknowledged. */
final class Turn {
  private final DispatchRecord dispatchRecord;
  private final PartitionWindow window;
  private final long offset;
  private final Instant firstSeen;
  private int looks;

  Turn(DispatchRecord dispatchRecord, PartitionWindow window, long offset, Instant firstSeen) {
    this.dispatchRecord = dispatchRecord;
    this.window = window;
    this.offset = offset;
    this.firstSeen = firstSeen;
  }

  RequestId request() {
    return dispatchRecord.request();
  }

  DispatchRecord dispatchRecord() {
    return dispatchRecord;
  }

  PartitionWindow window() {
    return window;
  }

  Instant firstSeen() {
    return firstSeen;
  }

  /** How often it was looked at in vain; counts up with each call. */
  int nextLook() {
    return looks++;
  }

  /** Whether its partition went to another worker, which has read the record too. */
  boolean isRevoked() {
    return window.isRevoked();
  }

  /** Its request is terminal and announced: the record has done its duty. */
  void acknowledge() {
    window.acknowledge(offset);
  }
}
