package dev.millrace.api.stream;

import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Lets so many streams read the past at once, first come, first served. */
@ApplicationScoped
class ReplayPlaces {
  private static final Duration LATER = Duration.ofSeconds(5);

  private final Semaphore places;
  private final Duration within;

  ReplayPlaces(StreamConfig config) {
    this.places = new Semaphore(config.maxReplays(), true);
    this.within = config.replayWithin();
  }

  /** Waits for a place, to be closed; fails with OVERLOADED when none comes free in time. */
  Place take() throws InterruptedException {
    if (!places.tryAcquire(within.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new FaultException(
          Fault.of(
                  FaultCode.OVERLOADED,
                  "too many streams resume at the moment; come back with the same id")
              .retryAfter(LATER));
    }
    return places::release;
  }

  /** A place taken. */
  interface Place extends AutoCloseable {
    @Override
    void close();
  }
}
