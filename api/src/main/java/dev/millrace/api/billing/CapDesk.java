package dev.millrace.api.billing;

import dev.millrace.account.AccountId;
import dev.millrace.account.SpendCap.Period;
import dev.millrace.api.http.fault.Refusal;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.ledger.SpendCaps;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Shows, sets and removes the caps of one account, for its owner and for the operator alike. A key
 * of another account is as unknown as one that never was.
 */
@ApplicationScoped
public class CapDesk {
  private final SpendCaps caps;
  private final InstantSource clock;

  CapDesk(SpendCaps caps, InstantSource clock) {
    this.caps = caps;
    this.clock = clock;
  }

  public Uni<List<CapView>> list(AccountId account) {
    return caps.list(account, clock.instant())
        .map(found -> found.stream().map(CapView::of).toList());
  }

  /** Fails with a fault that names the field, or with NOT_FOUND. */
  public Uni<CapView> set(AccountId account, CapBody body) {
    var asked = body.checked();
    return caps.set(
            account, asked.key().map(CapDesk::id), asked.period(), asked.amount(), clock.instant())
        .map(set -> CapView.of(set.orElseThrow(CapDesk::noKey)));
  }

  /** Fails with MALFORMED when the period is none, and with NOT_FOUND when there is no such cap. */
  public Uni<Void> remove(AccountId account, String key, String period) {
    return caps.remove(account, Optional.ofNullable(key).map(CapDesk::id), period(period))
        .invoke(CapDesk::checkThereWasOne)
        .replaceWithVoid();
  }

  private static Period period(String word) {
    return Optional.ofNullable(word)
        .flatMap(Period::parse)
        .orElseThrow(() -> Refusal.ofParameter("period", "must be day or total"));
  }

  /** A text that is no id names no key. */
  private static UUID id(String key) {
    try {
      return UUID.fromString(key);
    } catch (IllegalArgumentException e) {
      throw noKey();
    }
  }

  private static void checkThereWasOne(boolean removed) {
    if (!removed) {
      throw new FaultException(
          FaultCode.NOT_FOUND, "there is no cap of this key and period; list them with GET");
    }
  }

  private static FaultException noKey() {
    return new FaultException(FaultCode.NOT_FOUND, "this account has no such key");
  }
}
