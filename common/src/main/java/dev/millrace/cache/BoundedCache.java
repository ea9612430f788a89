package dev.millrace.cache;

import com.github.benmanes.caffeine.cache.Caffeine;

/**
 * The one way to begin a cache: with a bound. Its upkeep is done by whoever uses it. The library
 * would hand each bit of it to another thread, and to wake that one takes longer than the upkeep,
 * on an event loop and several times a call.
 */
public final class BoundedCache {
  private BoundedCache() {}

  /** To be given its times, if it has any, and built. */
  public static Caffeine<Object, Object> ofAtMost(long entries) {
    return Caffeine.newBuilder().maximumSize(entries).executor(Runnable::run);
  }
}
