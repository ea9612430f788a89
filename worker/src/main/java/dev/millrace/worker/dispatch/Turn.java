package dev.millrace.worker.dispatch;

import dev.millrace.queue.DispatchRecord;
import dev.millrace.request.RequestId;
import java.time.Instant;
import java.util.Optional;

/** A dispatch record that this worker has read and not yet acknowledged. */
final class Turn {
  private final DispatchRecord dispatchRecord;
  private final PartitionWindow window;
  private final long offset;
  private final Instant firstSeen;
  private int looks;
  private int spent;
  private Optional<String> provider = Optional.empty();

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

  /** Whether it has not been looked at in vain yet. */
  boolean isNew() {
    return looks == 0;
  }

  /** How often it was looked at in vain; counts up with each call. */
  int nextLook() {
    return looks++;
  }

  /** How many attempts of its request this worker knows to be spent. */
  int spent() {
    return spent;
  }

  void spent(int attempts) {
    spent = attempts;
  }

  /** Whose limit it counts for while it runs, when its provider has one. */
  void occupies(Optional<String> limited) {
    provider = limited;
  }

  Optional<String> occupied() {
    return provider;
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
