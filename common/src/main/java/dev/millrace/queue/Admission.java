package dev.millrace.queue;

import dev.millrace.fault.Fault;
import dev.millrace.request.RequestId;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/**
 * The way into the queue. A request exists exactly if it was admitted: credit checked, turn
 * recorded in Kafka, row and hold committed, in one transaction.
 */
public interface Admission {
  /** What became of a submission. */
  sealed interface Result {
    /** It is in the queue, for good. */
    record Admitted(DispatchPosition position) implements Result {}

    /** It repeats an earlier one, whose request stands for both; nothing was added. */
    record Replayed(RequestId original) implements Result {}

    /** It is not, and nothing of it remains. */
    record Refused(Fault fault) implements Result {}
  }

  /**
   * Fails only when an engine does not answer; then the submission does not exist, and neither does
   * its mark.
   */
  Uni<Result> admit(Offer offer);

  /** Admits what has no repetition. */
  default Uni<Result> admit(Submission submission) {
    return admit(new Offer(submission, Optional.empty()));
  }
}
