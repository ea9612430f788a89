package dev.millrace.worker.execute;

import dev.millrace.model.Model;
import dev.millrace.model.Route;
import dev.millrace.queue.Claim;
import dev.millrace.request.Attempt;

/**
 * Which way an attempt goes: each route has the model's number of attempts, then the next route
 * follows.
 */
record Itinerary(Attempt attempt, Route route) {

  static Itinerary of(Model model, Claim claim) {
    int spent = claim.attempt() - claim.deferrals();
    int limit = model.attempts() * model.routes().size();
    int leg = Math.clamp((spent - 1) / model.attempts(), 0, model.routes().size() - 1);
    return new Itinerary(
        new Attempt(claim.attempt(), spent, limit, model.runLimit()), model.routes().get(leg));
  }
}
