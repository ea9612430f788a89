package dev.millrace.worker.live;

import dev.millrace.fault.Fault;
import dev.millrace.model.Route;
import dev.millrace.request.Outcome;
import dev.millrace.route.RouteRunner;

/** What came of an attempt whose answer may have been followed. */
public sealed interface Lived {
  /** Nobody has heard anything of it: it is as any other attempt. */
  record Unheard(RouteRunner.Ran ran) implements Lived {}

  /** All that was said is kept; it is paid for. */
  record Whole(Route route, Outcome.Succeeded outcome) implements Lived {}

  /** It broke off after something was said, so no other attempt may follow. */
  record Broken(Route route, Fault fault) implements Lived {}
}
