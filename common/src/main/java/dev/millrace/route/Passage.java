package dev.millrace.route;

import dev.millrace.model.Route;
import dev.millrace.model.RouteKey;
import dev.millrace.provider.Provider;
import dev.millrace.request.Basis;

/**
 * The last look before a provider is called: whoever is to pay is who pays, whatever went wrong
 * before. Pure.
 */
final class Passage {
  private Passage() {}

  /**
   * Refuses a way that another would pay for than the one who is to.
   *
   * @throws IllegalStateException since only a bug can lead here
   */
  static void check(Basis basis, Route route, Provider provider) {
    if (!isPaidFor(basis, route, provider)) {
      throw new IllegalStateException(
          "route %s is not paid for by %s".formatted(route, basis.payer()));
    }
  }

  private static boolean isPaidFor(Basis basis, Route route, Provider provider) {
    return switch (basis.payer()) {
      case NOBODY -> !provider.isRemote();
      case PLATFORM -> route.key() instanceof RouteKey.Ours;
      case ACCOUNT ->
          route.key() instanceof RouteKey.Own own
              && basis.providerKey().filter(own.id()::equals).isPresent();
    };
  }
}
