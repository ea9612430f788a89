package dev.millrace.api.relay;

import dev.millrace.account.AccountId;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * How many bodies are taken at once: each holds memory and a connection to the store for as long as
 * its sender likes, so one account does not get them all.
 */
@ApplicationScoped
public class Places {
  private static final Duration SOON = Duration.ofSeconds(2);

  private final int most;
  private final int mostPerAccount;
  private final Map<AccountId, Integer> taken = new HashMap<>();
  private int total;

  @Inject
  Places(IncomingConfig config) {
    this(config.atOnce(), config.atOncePerAccount());
  }

  Places(int most, int mostPerAccount) {
    if (most < 1 || mostPerAccount < 1) {
      throw new IllegalArgumentException(
          "millrace.incoming.at-once (%d) and at-once-per-account (%d) must be at least 1"
              .formatted(most, mostPerAccount));
    }
    this.most = most;
    this.mostPerAccount = mostPerAccount;
  }

  /**
   * Runs the work in a place, from its subscription to its end. Fails with OVERLOADED or
   * RATE_LIMITED when there is none; the work is not begun then.
   */
  public <T> Uni<T> in(AccountId account, Supplier<Uni<T>> work) {
    return Uni.createFrom()
        .deferred(
            () -> {
              take(account);
              return Uni.createFrom()
                  .<T>deferred(work::get)
                  .onTermination()
                  .invoke(() -> leave(account));
            });
  }

  private synchronized void take(AccountId account) {
    if (total >= most) {
      throw refused(FaultCode.OVERLOADED, "this api takes %d files at once".formatted(most));
    }
    if (taken.getOrDefault(account, 0) >= mostPerAccount) {
      throw refused(
          FaultCode.RATE_LIMITED,
          "the account sends %d files at once already".formatted(mostPerAccount));
    }
    total++;
    taken.merge(account, 1, Integer::sum);
  }

  private synchronized void leave(AccountId account) {
    total--;
    taken.computeIfPresent(account, (who, places) -> places == 1 ? null : places - 1);
  }

  private static FaultException refused(FaultCode code, String what) {
    return new FaultException(
        Fault.of(code, what + "; nothing was taken, send it again later").retryAfter(SOON));
  }
}
