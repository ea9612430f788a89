package dev.millrace.queue;

import dev.millrace.fault.FaultException;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Tries again, for as long as it takes, what must not be given up while an engine is away. An
 * outage holds up hundreds of things, each many times over: one line tells that it began, one that
 * it is over.
 */
public final class UntilKept {
  private static final Logger LOG = Logger.getLogger(UntilKept.class);
  private static final Duration FIRST_WAIT = Duration.ofMillis(100);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

  private final String what;
  private final AtomicBoolean away = new AtomicBoolean();

  /**
   * @param what is done, such as {@code settling}
   */
  public UntilKept(String what) {
    this.what = what;
  }

  /**
   * Never fails. Only what has failed once pays for being tried again: nearly all is kept at once.
   *
   * @param one is subscribed to anew each time
   */
  public <T> Uni<T> insist(Uni<T> one) {
    return one.onFailure().recoverWithUni(failure -> later(one, failure));
  }

  private <T> Uni<T> later(Uni<T> one, Throwable failure) {
    tell(failure);
    return Uni.createFrom()
        .voidItem()
        .onItem()
        .delayIt()
        .by(FIRST_WAIT)
        .chain(() -> again(one))
        .invoke(this::isBack);
  }

  private <T> Uni<T> again(Uni<T> one) {
    return one.onFailure()
        .invoke(this::tell)
        .onFailure()
        .retry()
        .withBackOff(FIRST_WAIT, LONGEST_WAIT)
        .indefinitely();
  }

  private void tell(Throwable failure) {
    LOG.debugf("%s waits: %s", what, failure.getMessage());
    if (away.compareAndSet(false, true)) {
      LOG.logf(levelOf(failure), "%s waits, and goes on by itself: %s", what, failure.getMessage());
    }
  }

  private void isBack() {
    if (away.compareAndSet(true, false)) {
      LOG.infof("%s goes on", what);
    }
  }

  /** Who is told that an engine is away, as everybody else is, has no news. */
  private static Logger.Level levelOf(Throwable failure) {
    return failure instanceof FaultException ? Logger.Level.DEBUG : Logger.Level.WARN;
  }
}
