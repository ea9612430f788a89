package dev.millrace.api.files.read;

import dev.millrace.account.AccountId;
import dev.millrace.api.files.FilesConfig;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * The files that go through this process at once: so many and no more, and of one account's files a
 * quarter of them, so that one public file that everybody reads leaves room for others.
 */
@ApplicationScoped
class RelayPlaces {
  private static final Duration SOON = Duration.ofSeconds(2);

  private final int most;
  private final int mostOfOne;
  private final Map<AccountId, Integer> taken =
      new HashMap<>(); // guarded by this, as is what follows
  private int all;

  @Inject
  RelayPlaces(FilesConfig config) {
    this(config.relaysAtOnce());
  }

  RelayPlaces(int most) {
    if (most < 1) {
      throw new IllegalArgumentException(
          "millrace.files.relays-at-once must be at least 1, not " + most);
    }
    this.most = most;
    this.mostOfOne = Math.max(1, most / 4);
  }

  /**
   * Takes a place.
   *
   * @param owner whose file it is
   * @throws FaultException OVERLOADED when there is none
   */
  synchronized Place take(AccountId owner) {
    int ofOne = taken.getOrDefault(owner, 0);
    if (all >= most || ofOne >= mostOfOne) {
      throw new FaultException(
          Fault.of(
                  FaultCode.OVERLOADED,
                  "as many files go through this process as it can carry; repeat the call later,"
                      + " or let it redirect you to the store (relay=false)")
              .retryAfter(SOON));
    }
    all++;
    taken.put(owner, ofOne + 1);
    return new Place(owner);
  }

  private synchronized void leave(AccountId owner) {
    all--;
    taken.computeIfPresent(owner, (account, count) -> count == 1 ? null : count - 1);
  }

  /** One reader's. To be closed once. */
  final class Place {
    private final AccountId owner;

    private Place(AccountId owner) {
      this.owner = owner;
    }

    void close() {
      leave(owner);
    }
  }
}
