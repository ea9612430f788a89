package dev.millrace.provider.talk;

import com.github.benmanes.caffeine.cache.Cache;
import dev.millrace.cache.BoundedCache;
import dev.millrace.model.Route;
import java.util.function.Function;

/**
 * What is made of a route once, instead of for each call, and kept for as long as the route is.
 * Routes are told apart by identity: a catalogue that is read anew has new ones.
 */
public final class PerRoute<T> {
  private static final int MOST = 10_000;

  private final Cache<Route, T> made = BoundedCache.ofAtMost(MOST).weakKeys().build();
  private final Function<Route, T> make;

  /**
   * @param make says the same of a route each time, and does not hold the route itself
   */
  public PerRoute(Function<Route, T> make) {
    this.make = make;
  }

  /** Fails as making it does, each time. */
  public T of(Route route) {
    return made.get(route, make);
  }
}
