package dev.millrace.route;

import dev.millrace.model.Model;
import dev.millrace.model.Route;
import dev.millrace.request.Attempt;
import dev.millrace.request.Deadlines;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Which ways an attempt may go: each route has the model's number of attempts, then the next route
 * follows. While a route is spared the ones behind it stand in; what they spend is the request's,
 * not the spared route's alone.
 *
 * @param routes the way to go, then those that stand in for it; never empty
 */
public record Itinerary(Attempt attempt, List<Route> routes) {

  /**
   * The ways of one attempt.
   *
   * @param number counts a request's attempts, from 1
   * @param deferrals how many of them were put off without using one up
   */
  public static Itinerary of(
      Model model, int number, int deferrals, Deadlines deadlines, Instant now) {
    int spent = number - deferrals;
    int limit = model.attempts() * model.routes().size();
    int leg = Math.clamp((spent - 1) / model.attempts(), 0, model.routes().size() - 1);
    return new Itinerary(
        new Attempt(number, spent, limit, timeout(model, deadlines, now)),
        model.routes().subList(leg, model.routes().size()));
  }

  /** The way to go when nothing stands in it. */
  public Route first() {
    return routes.getFirst();
  }

  /** The model's limit, or what the request's own deadline leaves of it. */
  private static Duration timeout(Model model, Deadlines deadlines, Instant now) {
    return deadlines
        .left(now)
        .filter(left -> left.compareTo(model.runLimit()) < 0)
        .orElse(model.runLimit());
  }
}
