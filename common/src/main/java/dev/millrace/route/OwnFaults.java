package dev.millrace.route;

import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.model.Route;
import dev.millrace.model.RouteKey;
import dev.millrace.request.Outcome;

/**
 * What a fault means where a caller's own key was used: that a provider refuses it is the caller's
 * to mend, and not ours. Pure.
 */
final class OwnFaults {
  private OwnFaults() {}

  /** The outcome as it is on this route. */
  static Outcome on(Route route, Outcome outcome) {
    return outcome instanceof Outcome.Failed(var fault)
        ? new Outcome.Failed(on(route, fault))
        : outcome;
  }

  /** Likewise the failure of a stream. */
  static Throwable on(Route route, Throwable failure) {
    return failure instanceof FaultException known && isRefusal(route, known.fault())
        ? new FaultException(on(route, known.fault()))
        : failure;
  }

  private static Fault on(Route route, Fault fault) {
    return isRefusal(route, fault)
        ? Fault.of(
            FaultCode.OWN_KEY_REFUSED,
            "The provider %s refuses your own key, or the account behind it: look at the key with the provider, or have this call paid from your credit instead."
                .formatted(route.provider()))
        : fault;
  }

  private static boolean isRefusal(Route route, Fault fault) {
    return route.key() instanceof RouteKey.Own && fault.code() == FaultCode.PROVIDER_REFUSED_US;
  }
}
