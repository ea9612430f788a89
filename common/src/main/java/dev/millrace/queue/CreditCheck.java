package dev.millrace.queue;

import dev.millrace.account.AccountId;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.money.Money;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Decides, in the order of arrival, which submissions the accounts' available credit covers. Holds
 * that it granted count against those that come after.
 */
public final class CreditCheck {
  private final Map<AccountId, Money> available;

  public CreditCheck(Map<AccountId, Money> available) {
    this.available = new HashMap<>(available);
  }

  /** Grants the hold, or says why not. */
  public Optional<Fault> refuse(Submission submission) {
    var left = available.get(submission.account());
    if (left == null) {
      return Optional.of(
          Fault.of(FaultCode.KEY_INVALID, "the account of this key does not exist any more"));
    }
    if (!left.covers(submission.hold())) {
      return Optional.of(insufficient(submission.hold(), left));
    }
    available.put(submission.account(), left.minus(submission.hold()));
    return Optional.empty();
  }

  private static Fault insufficient(Money needed, Money available) {
    return Fault.of(
            FaultCode.INSUFFICIENT_BALANCE,
            "this request may cost up to %s USD and %s USD is available; top up or wait for running requests to end"
                .formatted(needed, available))
        .with("needed", needed.toString())
        .with("available", available.toString());
  }
}
