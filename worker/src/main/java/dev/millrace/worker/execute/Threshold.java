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

  /** The verdict of a claim that is not run, whatever its model is; empty when it may be. */
  static Optional<Verdict> refuse(Claim claim, Instant now) {
    if (claim.origin().cancelAsked()) {
      return Optional.of(new Verdict.Cancel());
    }
    return claim.origin().deadlines().missedWaiting(!claim.isFirst(), now).map(Verdict.Fail::new);
  }

  /** The same for what speaks against its model. */
  static Optional<Verdict> refuse(Claim claim, Optional<Model> model, Instant now) {
    if (model.isEmpty()) {
      return Optional.of(new Verdict.Fail(modelGone(claim)));
    }
    return isBeyondLimit(claim, model.get(), now)
        ? Optional.of(new Verdict.Fail(workersLost()))
        : Optional.empty();
  }

  private static boolean isBeyondLimit(Claim claim, Model model, Instant now) {
    return AttemptRunner.wayOf(model, claim, now).attempt().isBeyondLimit();
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
