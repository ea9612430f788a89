package dev.millrace.api.http.key;

import com.github.benmanes.caffeine.cache.Cache;
import dev.millrace.cache.BoundedCache;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What changed lately, in the order in which that was heard, so that answers which were asked for
 * before can be told from later ones. Forgets a change when no answer is that old any more.
 */
final class Changes {
  private static final int MOST = 100_000;

  private final AtomicLong heard = new AtomicLong();
  private final Cache<Object, Long> latest;

  Changes(Duration rememberedFor, InstantSource clock) {
    this.latest =
        BoundedCache.ofAtMost(MOST)
            .expireAfterWrite(rememberedFor)
            .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
            .build();
  }

  /** The place in the order that the next question has: behind all changes so far. */
  long now() {
    return heard.get();
  }

  void note(Object what) {
    latest.put(what, heard.incrementAndGet());
  }

  /** Whether this changed after a question had its place. */
  boolean isAnySince(long place, Object what) {
    var change = latest.getIfPresent(what);
    return change != null && change > place;
  }
}
