package dev.millrace.route;

import dev.millrace.model.Model;
import dev.millrace.model.Route;
import dev.millrace.provider.Call;
import dev.millrace.provider.Provider;
import dev.millrace.provider.Providers;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/** Finds the route that an attempt goes by: the first that is not spared. */
@ApplicationScoped
class RouteChoice {
  private final Providers providers;
  private final Breakers breakers;

  RouteChoice(Providers providers, Breakers breakers) {
    this.providers = providers;
    this.breakers = breakers;
  }

  /** What was found. */
  sealed interface Choice {
    /**
     * A way to go.
     *
     * @param pass to be handed in; empty where nobody is spared
     */
    record Open(Provider provider, Call call, Optional<RouteBreaker.Pass> pass) implements Choice {}

    /**
     * None, for now.
     *
     * @param untilTrial how long until one of the routes is tried again
     */
    record Spared(Route route, Duration untilTrial) implements Choice {}
  }

  Choice of(Errand errand) {
    for (var route : errand.way().routes()) {
      var provider = provider(errand.model(), route);
      Passage.check(errand.basis(), route, provider);
      var call =
          new Call(
              errand.request(),
              errand.model().name(),
              route,
              errand.way().attempt(),
              errand.input(),
              errand.utterance());
      if (!provider.isRemote()) {
        return new Choice.Open(provider, call, Optional.empty());
      }
      var pass = breakers.pass(errand.model(), route);
      if (pass.isPresent()) {
        return new Choice.Open(provider, call, pass);
      }
    }
    return new Choice.Spared(errand.way().first(), untilTrial(errand));
  }

  private Duration untilTrial(Errand errand) {
    return errand.way().routes().stream()
        .map(route -> breakers.untilTrial(errand.model(), route))
        .min(Duration::compareTo)
        .orElseThrow();
  }

  private Provider provider(Model model, Route route) {
    return providers
        .find(route.dialect())
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "route %s of %s names the dialect %s, which nobody here speaks"
                        .formatted(route.name(), model.name(), route.dialect())));
  }
}
