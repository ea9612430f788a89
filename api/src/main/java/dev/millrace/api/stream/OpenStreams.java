package dev.millrace.api.stream;

import dev.millrace.account.AccountId;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The streams that are open at this process: so many for an account and no more, and each of them
 * ended in its own way when the process goes.
 */
@ApplicationScoped
public class OpenStreams {
  private static final Duration LATER = Duration.ofSeconds(5);

  private final int most;
  private final StreamMetrics metrics;
  private final ConcurrentMap<AccountId, Integer> counts = new ConcurrentHashMap<>();
  private final Set<Place> open = ConcurrentHashMap.newKeySet();

  OpenStreams(StreamConfig config, StreamMetrics metrics) {
    this.most = config.maxPerAccount();
    this.metrics = metrics;
  }

  /** What happens to a stream when the process is asked to stop. */
  public enum AtDrain {
    /** It ends; its client resumes elsewhere. */
    END,
    /** It goes on: its client would take the end for the request's. */
    GO_ON
  }

  /**
   * Takes a place; to be closed when the stream is over.
   *
   * @throws FaultException RATE_LIMITED when the account has too many
   */
  public Place open(AccountId account, Outlet outlet, AtDrain atDrain) {
    int now = counts.merge(account, 1, Integer::sum);
    if (now > most) {
      release(account);
      throw new FaultException(
          Fault.of(
                  FaultCode.RATE_LIMITED,
                  "this account has %d event streams open here, and may not have more; close one, or follow all requests with one stream"
                      .formatted(most))
              .retryAfter(LATER));
    }
    var place = new Place(account, outlet, atDrain);
    open.add(place);
    metrics.open().incrementAndGet();
    return place;
  }

  private void release(AccountId account) {
    counts.computeIfPresent(account, (id, count) -> count == 1 ? null : count - 1);
  }

  /** Clients come back with their last id, to another process or to the next one here. */
  void onDrain(@Observes ShutdownDelayInitiatedEvent drain) {
    open.stream()
        .filter(place -> place.atDrain == AtDrain.END)
        .forEach(place -> place.outlet.finish());
  }

  /** The grace is over: what is open now has not come to its end, and must not look as if. */
  void onStop(@Observes ShutdownEvent stop) {
    open.forEach(place -> place.outlet.cut());
  }

  /** One stream. */
  public final class Place implements AutoCloseable {
    private final AccountId account;
    private final Outlet outlet;
    private final AtDrain atDrain;

    private Place(AccountId account, Outlet outlet, AtDrain atDrain) {
      this.account = account;
      this.outlet = outlet;
      this.atDrain = atDrain;
    }

    /** Once is enough; more does no harm. */
    @Override
    public void close() {
      if (open.remove(this)) {
        metrics.open().decrementAndGet();
        release(account);
      }
    }
  }
}
