package dev.millrace.api.stream;

import dev.millrace.account.AccountId;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Vertx;
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
  private static final Duration AT_ONCE = Duration.ofSeconds(1);

  private static final String REVOKED =
      "{\"type\":\"revoked\",\"reason\":\"the key that opened this stream was revoked or has"
          + " expired; come back with another key and the last id\"}";

  private final int most;
  private final Duration drainWithin;
  private final StreamMetrics metrics;
  private final Vertx vertx;
  private final ConcurrentMap<AccountId, Integer> counts = new ConcurrentHashMap<>();
  private final Set<Place> open = ConcurrentHashMap.newKeySet();
  private volatile boolean draining;

  OpenStreams(StreamConfig config, StreamMetrics metrics, Vertx vertx) {
    this.most = config.maxPerAccount();
    this.drainWithin = config.drainWithin();
    this.metrics = metrics;
    this.vertx = vertx;
  }

  /** What happens to a stream when the process is asked to stop. */
  public enum AtDrain {
    /** It ends; its client resumes elsewhere. */
    END,
    /** It goes on for a while: its client would take the end for the request's. */
    GO_ON
  }

  /**
   * Takes a place; to be closed when the stream is over.
   *
   * @throws FaultException RATE_LIMITED when the account has too many, OVERLOADED when this process
   *     stops
   */
  public Place open(AccountId account, Endable stream, AtDrain atDrain) {
    if (draining) {
      throw stopping();
    }
    int now = counts.merge(account, 1, Integer::sum);
    if (now > most) {
      release(account);
      throw tooMany();
    }
    var place = new Place(account, stream, atDrain);
    open.add(place);
    metrics.open().incrementAndGet();
    if (draining) { // asked to stop in between, and perhaps past those that were open
      place.drain();
    }
    return place;
  }

  private FaultException tooMany() {
    return new FaultException(
        Fault.of(
                FaultCode.RATE_LIMITED,
                "this account has %d event streams open here, and may not have more; close one, or follow all requests with one stream"
                    .formatted(most))
            .retryAfter(LATER));
  }

  private static FaultException stopping() {
    return new FaultException(
        Fault.of(
                FaultCode.OVERLOADED,
                "this process is about to stop; open the stream again, and another takes it")
            .retryAfter(AT_ONCE));
  }

  private void release(AccountId account) {
    counts.computeIfPresent(account, (id, count) -> count == 1 ? null : count - 1);
  }

  /**
   * Clients of account streams come back with their last id, to another process or to the next one
   * here. The others may see their ends, but do not hold up the stop for longer than is set.
   */
  void onDrain(@Observes ShutdownDelayInitiatedEvent drain) {
    draining = true;
    open.forEach(Place::drain);
    vertx.setTimer(Math.max(1, drainWithin.toMillis()), late -> cutAll());
  }

  /** What is open now has not come to its end, and must not look as if. */
  void onStop(@Observes ShutdownEvent stop) {
    cutAll();
  }

  private void cutAll() {
    open.forEach(place -> place.stream.cut());
  }

  /** One stream. */
  public final class Place implements AutoCloseable {
    private final AccountId account;
    private final Endable stream;
    private final AtDrain atDrain;

    private Place(AccountId account, Endable stream, AtDrain atDrain) {
      this.account = account;
      this.stream = stream;
      this.atDrain = atDrain;
    }

    private void drain() {
      if (atDrain == AtDrain.END) {
        stream.finish();
      }
    }

    /** Ends it because its reader may not read any more. */
    void revoke() {
      switch (atDrain) {
        case END -> stream.dismiss(Sse.event("revoked", REVOKED));
        case GO_ON -> stream.cut(Sse.comment("the key was revoked or has expired"));
      }
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
