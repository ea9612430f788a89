package dev.millrace.queue;

import dev.millrace.account.AccountId;
import dev.millrace.account.SpendCap;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.money.Money;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides, in the order of arrival, which submissions the accounts' available credit covers and
 * their spend caps allow. Holds that it granted count against those that come after.
 */
public final class CreditCheck {
  private final Map<AccountId, Money> available;
  private final Map<AccountId, List<SpendCap>> caps = new HashMap<>();

  /**
   * @param caps those that the submissions may fall under
   */
  public CreditCheck(Map<AccountId, Money> available, Collection<SpendCap> caps) {
    this.available = new HashMap<>(available);
    caps.forEach(cap -> this.caps.computeIfAbsent(cap.account(), id -> new ArrayList<>()).add(cap));
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
    var reached = reached(submission);
    if (reached.isEmpty()) {
      available.put(submission.account(), left.minus(submission.hold()));
      hold(submission);
    }
    return reached;
  }

  /** By the cap that leaves least, if several do not leave enough. */
  private Optional<Fault> reached(Submission submission) {
    return capsOf(submission).stream()
        .filter(cap -> bounds(cap, submission))
        .map(cap -> cap.at(submission.at()))
        .filter(cap -> !cap.left().covers(submission.hold()))
        .min(Comparator.comparing(SpendCap::left))
        .map(cap -> cap.reached(submission.hold()));
  }

  private void hold(Submission submission) {
    caps.computeIfPresent(
        submission.account(),
        (account, those) ->
            those.stream()
                .map(cap -> bounds(cap, submission) ? cap.holding(submission.hold()) : cap)
                .toList());
  }

  private List<SpendCap> capsOf(Submission submission) {
    return caps.getOrDefault(submission.account(), List.of());
  }

  private static boolean bounds(SpendCap cap, Submission submission) {
    return cap.bounds(submission.account(), submission.key());
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
