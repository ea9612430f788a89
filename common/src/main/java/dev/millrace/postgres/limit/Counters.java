package dev.millrace.postgres.limit;

import com.github.benmanes.caffeine.cache.Cache;
import dev.millrace.cache.BoundedCache;
import dev.millrace.limit.Budget;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.distributed.AsyncBucketProxy;
import io.github.bucket4j.distributed.proxy.optimization.DelayParameters;
import io.github.bucket4j.distributed.proxy.optimization.NopeOptimizationListener;
import io.github.bucket4j.distributed.proxy.optimization.Optimization;
import io.github.bucket4j.distributed.proxy.optimization.Optimizations;
import io.github.bucket4j.distributed.proxy.optimization.delay.DelayOptimization;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** The library's buckets of this node: those that all nodes share, and some for bad times. */
final class Counters {
  private static final int MOST = 50_000;
  private static final Duration IDLE = Duration.ofMinutes(2);

  private final BucketStore store;
  private final InstantSource clock;
  private final TimeMeter meter;
  private final Cache<Budget, CountersOf> known = cache();
  private final Cache<String, AsyncBucketProxy> shared = cache();
  private final Cache<String, Bucket> alone = cache();

  Counters(BucketStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
    this.meter = BucketStore.meter(clock);
  }

  private static <K, V> Cache<K, V> cache() {
    return BoundedCache.ofAtMost(MOST).expireAfterAccess(IDLE).build();
  }

  /**
   * What is counted of a budget.
   *
   * @param calls none or one, like {@code tokens}
   */
  record CountersOf(List<Counter> calls, List<Counter> tokens) {}

  /** Those of a budget; made once, since each call of a model asks for them. */
  CountersOf of(Budget budget) {
    return known.get(budget, one -> new CountersOf(Counter.ofCalls(one), Counter.ofTokens(one)));
  }

  /** The one that all nodes count in. Calls that come together share a round trip. */
  AsyncBucketProxy shared(Counter counter) {
    return shared.get(
        counter.key(),
        key ->
            store
                .asAsync()
                .builder()
                .withOptimization(optimization(counter))
                .build(key, counter.configuration(clock.instant())));
  }

  /** Not the library's own way to delay, which asks another clock than its buckets go by. */
  private Optimization optimization(Counter counter) {
    return counter.untold() < 1
        ? Optimizations.batching()
        : new DelayOptimization(
            new DelayParameters(counter.untold(), Counter.TOLD_WITHIN),
            NopeOptimizationListener.INSTANCE,
            meter);
  }

  /** What this node grants by itself while it cannot ask. */
  Bucket alone(Counter counter) {
    return alone.get(
        counter.key(),
        key -> {
          var bucket = Bucket.builder().withCustomTimePrecision(meter);
          for (var limit : counter.configuration(clock.instant()).getBandwidths()) {
            bucket.addLimit(limit);
          }
          return bucket.build();
        });
  }
}
