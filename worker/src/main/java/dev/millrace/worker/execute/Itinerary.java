package dev.millrace.worker.execute;

import dev.millrace.model.Model;
import dev.millrace.model.Route;
import dev.millrace.queue.Claim;
import dev.millrace.request.Attempt;
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
record Itinerary(Attempt attempt, List<Route> routes) {

  static Itinerary of(Model model, Claim claim, Instant now) {
    int spent = claim.attempt() - claim.deferrals();
    int limit = model.attempts() * model.routes().size();
    int leg = Math.clamp((spent - 1) / model.attempts(), 0, model.routes().size() - 1);
    return new Itinerary(
        new Attempt(claim.attempt(), spent, limit, timeout(model, claim, now)),
        model.routes().subList(leg, model.routes().size()));
  }

  /** The way to go when nothing stands in it. */
  Route first() {
    return routes.getFirst();
  }

  /** The model's limit, or what the request's own deadline leaves of it. */
  private static Duration timeout(Model model, Claim claim, Instant now) {
    return claim
        .origin()
        .deadlines()
        .left(now)
        .filter(left -> left.compareTo(model.runLimit()) < 0)
        .orElse(model.runLimit());
  }
}
