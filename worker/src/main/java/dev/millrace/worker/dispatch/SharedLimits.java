package dev.millrace.worker.dispatch;

import dev.millrace.account.AccountId;
import dev.millrace.kafka.Stripes;
import dev.millrace.model.Catalogue;
import dev.millrace.model.Model;
import dev.millrace.model.Route;
import dev.millrace.queue.Lane;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * This worker's share of the limits that are set for all workers together: as large as its share of
 * the partitions from which the requests come, rounded down, and at least 1. So all workers
 * together stay within a limit, but for a worker whose share would be less than 1.
 */
final class SharedLimits implements Limits {
  private final Catalogue catalogue;
  private final OptionalInt perAccount;
  private final Stripes stripes;
  private final Assignment assignment;

  SharedLimits(
      Catalogue catalogue, OptionalInt perAccount, Stripes stripes, Assignment assignment) {
    if (perAccount.isPresent() && perAccount.getAsInt() < 1) {
      throw new IllegalArgumentException(
          "millrace.execute.per-account must be at least 1, or not be set; it is "
              + perAccount.getAsInt());
    }
    this.catalogue = catalogue;
    this.perAccount = perAccount;
    this.stripes = stripes;
    this.assignment = assignment;
  }

  @Override
  public int ofAccount(AccountId account, Lane lane) {
    if (perAccount.isEmpty()) {
      return Integer.MAX_VALUE;
    }
    var own = stripes.of(account);
    return share(perAccount.getAsInt(), assignment.countOf(lane, own), own.length);
  }

  @Override
  public Optional<RouteLimit> ofRoute(Turn turn) {
    var waiting = turn.dispatchRecord();
    return catalogue
        .find(waiting.model())
        .filter(model -> waiting.isPlatforms())
        .flatMap(model -> ofRoute(model, routeOf(model, turn)));
  }

  private Optional<RouteLimit> ofRoute(Model model, Route route) {
    return route
        .concurrency()
        .map(
            limit ->
                new RouteLimit(
                    limit.provider().orElse(model.name() + " " + route.name()),
                    share(
                        limit.most(),
                        assignment.count(),
                        Lane.values().length * stripes.partitions())));
  }

  /** The first route, and the next one after each model.attempts() attempts of this worker. */
  private static Route routeOf(Model model, Turn turn) {
    int leg = Math.min(turn.spent() / model.attempts(), model.routes().size() - 1);
    return model.routes().get(leg);
  }

  private static int share(int limit, int mine, int all) {
    return (int) Math.max(1, (long) limit * mine / all);
  }
}
