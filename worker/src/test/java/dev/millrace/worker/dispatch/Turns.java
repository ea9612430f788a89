package dev.millrace.worker.dispatch;

import dev.millrace.queue.Submission;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** A partition for tests: hands out the turns of submissions, and tells how far it may commit. */
final class Turns {
  static final PartitionWindow.Bounds ROOMY = new PartitionWindow.Bounds(100_000, 100_000);

  private final PartitionWindow window = new PartitionWindow(ROOMY, Mark.NONE);
  private long next;

  Turn of(Submission submission, Instant now) {
    long offset = next++;
    window.read(offset);
    return new Turn(submission.dispatchRecord(), window, offset, now);
  }

  List<Turn> of(List<Submission> submissions, Instant now) {
    var turns = new ArrayList<Turn>();
    submissions.forEach(submission -> turns.add(of(submission, now)));
    return turns;
  }

  /** The offset up to which all records are acknowledged, when it has moved. */
  OptionalLong committed() {
    window.advance();
    return window
        .toCommit()
        .map(mark -> OptionalLong.of(mark.offset()))
        .orElseGet(OptionalLong::empty);
  }

  boolean areAllAcknowledged() {
    window.advance();
    return window.span() == 0;
  }

  PartitionWindow window() {
    return window;
  }
}
