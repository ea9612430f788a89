package dev.millrace.queue;

import dev.millrace.fault.Fault;
import io.smallrye.mutiny.Uni;

/**
 * The way into the queue. A request exists exactly if it was admitted: credit checked, turn
 * recorded in Kafka, row and hold committed, in one transaction.
 */
public interface Admission {
  /** What became of a submission. */
  sealed interface Result {
    /** It is in the queue, for good. */
    record Admitted(DispatchPosition position) implements Result {}

    /** It is not, and nothing of it remains. */
    record Refused(Fault fault) implements Result {}
  }

  /** Fails only when an engine does not answer; then the submission does not exist. */
  Uni<Result> admit(Submission submission);
}
