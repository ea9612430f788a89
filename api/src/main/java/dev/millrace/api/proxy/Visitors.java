package dev.millrace.api.proxy;

import com.github.benmanes.caffeine.cache.Cache;
import dev.millrace.cache.BoundedCache;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts what each visitor does at this process. Its memory is bounded: of too many visitors those
 * seen longest ago are forgotten, and would begin with full limits again.
 */
final class Visitors {
  private static final Duration LATER = Duration.ofSeconds(5);

  /** One visitor's account of calls. */
  private record Standing(Bucket calls, Bucket begins, AtomicInteger streams) {}

  private final VisitorLimits limits;
  private final InstantSource clock;
  private final Cache<VisitorAddress, Standing> standings;

  Visitors(VisitorLimits limits, InstantSource clock) {
    this.limits = limits;
    this.clock = clock;
    this.standings = BoundedCache.ofAtMost(limits.visitors()).build();
  }

  /**
   * Counts a call of any kind.
   *
   * @throws FaultException RATE_LIMITED with the time until the next one
   */
  void call(VisitorAddress visitor) {
    take(of(visitor).calls(), "calls");
  }

  /**
   * Counts what a call begins, beside the call.
   *
   * @return what is to be run when the call is over; more than once does no harm
   * @throws FaultException RATE_LIMITED with the time until the next one
   */
  Runnable begin(VisitorAddress visitor, Errand.Weight weight) {
    return switch (weight) {
      case ASKS -> () -> {};
      case BEGINS -> {
        take(of(visitor).begins(), "requests and uploads");
        yield () -> {};
      }
      case STREAMS -> openStream(of(visitor).streams());
    };
  }

  private Runnable openStream(AtomicInteger open) {
    if (open.incrementAndGet() > limits.streams()) {
      open.decrementAndGet();
      throw limited(
          "%d event streams of this visitor are open, and no more may be; close one"
              .formatted(limits.streams()),
          LATER);
    }
    var over = new AtomicBoolean();
    return () -> {
      if (over.compareAndSet(false, true)) {
        open.decrementAndGet();
      }
    };
  }

  private static void take(Bucket bucket, String what) {
    var probe = bucket.tryConsumeAndReturnRemaining(1);
    if (!probe.isConsumed()) {
      throw limited(
          "this visitor begins more %s than one may; wait and try again".formatted(what),
          Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }
  }

  private static FaultException limited(String message, Duration wait) {
    return new FaultException(Fault.of(FaultCode.RATE_LIMITED, message).retryAfter(wait));
  }

  private Standing of(VisitorAddress visitor) {
    return standings.get(visitor, unknown -> fresh());
  }

  private Standing fresh() {
    return new Standing(
        bucket(limits.callBurst(), limits.callsPerSecond(), Duration.ofSeconds(1)),
        bucket(limits.beginBurst(), limits.beginsPerMinute(), Duration.ofMinutes(1)),
        new AtomicInteger());
  }

  private Bucket bucket(long burst, long tokens, Duration every) {
    return Bucket.builder()
        .addLimit(Bandwidth.builder().capacity(burst).refillGreedy(tokens, every).build())
        .withCustomTimePrecision(meter())
        .build();
  }

  private TimeMeter meter() {
    return new TimeMeter() {
      @Override
      public long currentTimeNanos() {
        return TimeUnit.MILLISECONDS.toNanos(clock.millis());
      }

      @Override
      public boolean isWallClockBased() {
        return true;
      }
    };
  }
}
