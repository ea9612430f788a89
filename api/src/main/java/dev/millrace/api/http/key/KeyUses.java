package dev.millrace.api.http.key;

import com.github.benmanes.caffeine.cache.Cache;
import dev.millrace.cache.BoundedCache;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * When keys were last used, as far as that was not written down yet: once a minute for each key. On
 * the way of every call, so it costs a look into memory.
 */
@ApplicationScoped
class KeyUses {
  static final Duration GRAIN = Duration.ofMinutes(1);

  private final Cache<UUID, Instant> noted;
  private final ConcurrentMap<UUID, Instant> unwritten = new ConcurrentHashMap<>();

  @Inject
  KeyUses(KeyConfig config) {
    this(config.maxKeys());
  }

  /**
   * Remembers nothing yet.
   *
   * @param most keys that are remembered; the use of a forgotten one is only written once more
   */
  KeyUses(int most) {
    this.noted = BoundedCache.ofAtMost(most).build();
  }

  void note(UUID key, Instant at) {
    var last = noted.getIfPresent(key);
    if (last == null || !at.isBefore(last.plus(GRAIN))) {
      noted.put(key, at);
      unwritten.put(key, at);
    }
  }

  /** Takes at most so many; they are given back when they could not be written. */
  Map<UUID, Instant> take(int most) {
    var taken = new HashMap<UUID, Instant>();
    for (var key : unwritten.keySet()) {
      if (taken.size() == most) {
        break;
      }
      var at = unwritten.remove(key);
      if (at != null) {
        taken.put(key, at);
      }
    }
    return taken;
  }

  /** Later uses that were noted meanwhile stand. */
  void giveBack(Map<UUID, Instant> taken) {
    taken.forEach(unwritten::putIfAbsent);
  }
}
