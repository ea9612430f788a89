package dev.millrace.worker.execute;

import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.model.Model;
import dev.millrace.queue.Claim;
import dev.millrace.queue.Verdict;
import java.time.Instant;
import java.util.Optional;

/** Decides whether a claim is run at all. Pure. */
final class Threshold {
  private Threshold() {}

  /** The verdict of a claim that is not run; empty when it is. */
  static Optional<Verdict> refuse(Claim claim, Optional<Model> model, Instant now) {
    if (claim.origin().cancelAsked()) {
      return Optional.of(new Verdict.Cancel());
    }
    return claim
        .origin()
        .deadlines()
        .missedWaiting(!claim.isFirst(), now)
        .or(() -> model.isEmpty() ? Optional.of(modelGone(claim)) : Optional.empty())
        .or(() -> isBeyondLimit(claim, model, now) ? Optional.of(workersLost()) : Optional.empty())
        .map(Verdict.Fail::new);
  }

  private static boolean isBeyondLimit(Claim claim, Optional<Model> model, Instant now) {
    return AttemptRunner.wayOf(model.orElseThrow(), claim, now).attempt().isBeyondLimit();
  }

  private static Fault modelGone(Claim claim) {
    return Fault.of(
        FaultCode.MODEL_UNKNOWN,
        "model %s was taken out of the catalogue while this request waited"
            .formatted(claim.model()));
  }

  private static Fault workersLost() {
    return Fault.of(
        FaultCode.WORKER_LOST, "every worker that ran this request stopped before it was done");
  }
}
