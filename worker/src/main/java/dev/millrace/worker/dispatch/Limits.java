package dev.millrace.worker.dispatch;

import dev.millrace.account.AccountId;
import dev.millrace.queue.Lane;
import java.util.Optional;

/** How much of what may run at once on this worker. Asked each time, because it changes. */
interface Limits {
  /** The most requests of an account in a lane. */
  int ofAccount(AccountId account, Lane lane);

  /** What the route of a turn's next attempt is limited to; empty when it is not. */
  Optional<RouteLimit> ofRoute(Turn turn);

  /**
   * @param provider what shares the limit
   * @param most requests at once, at least 1
   */
  record RouteLimit(String provider, int most) {}
}
