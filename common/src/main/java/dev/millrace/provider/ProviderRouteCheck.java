package dev.millrace.provider;

import dev.millrace.model.Route;
import dev.millrace.model.RouteCheck;
import jakarta.inject.Singleton;
import java.util.List;

/** Lets the provider of a route's dialect look at the route before the catalogue takes it. */
@Singleton
public final class ProviderRouteCheck implements RouteCheck {
  private final Providers providers;

  ProviderRouteCheck(Providers providers) {
    this.providers = providers;
  }

  @Override
  public List<String> problems(Route route) {
    return providers
        .find(route.dialect())
        .map(provider -> provider.problems(route))
        .orElseGet(
            () -> List.of("has the dialect '" + route.dialect() + "', which nobody here speaks"));
  }
}
