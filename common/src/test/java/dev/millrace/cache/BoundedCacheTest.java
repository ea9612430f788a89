package dev.millrace.cache;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Cache;
import org.junit.jupiter.api.Test;

class BoundedCacheTest {
  @Test
  void whoeverAddsTooMuchPutsTheOldOutOnTheSpot() {
    Cache<Integer, String> cache = BoundedCache.ofAtMost(10).build();

    for (int i = 0; i < 1_000; i++) {
      cache.put(i, "value");

      assertThat(cache.estimatedSize()).isLessThanOrEqualTo(10);
    }
  }
}
