package dev.millrace.provider.httpasync;

import dev.millrace.model.Route;
import dev.millrace.provider.Call;
import dev.millrace.provider.OwnKey;
import dev.millrace.provider.Pause;
import dev.millrace.provider.Provider;
import dev.millrace.provider.http.UpstreamClient;
import dev.millrace.provider.http.UpstreamWords;
import dev.millrace.request.Outcome;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Runs models at upstreams that have a queue of their own, as the catalogue describes them. */
@Singleton
public final class HttpAsyncProvider implements Provider {
  private final UpstreamClient client;
  private final Pause pause;

  public HttpAsyncProvider(UpstreamClient client, Pause pause) {
    this.client = client;
    this.pause = pause;
  }

  @Override
  public String dialect() {
    return "http-async";
  }

  @Override
  public List<String> problems(Route route) {
    return HttpAsyncSettings.problems(route.settings());
  }

  @Override
  public Optional<Route> withKey(Route route, OwnKey own) {
    return Credentials.replace(route, own);
  }

  @Override
  public Optional<URI> upstream(Route route) {
    return Optional.of(HttpAsyncSettings.of(route.settings()).submit().url());
  }

  @Override
  public Uni<Outcome> run(Call call) {
    return Uni.createFrom().deferred(() -> begin(call));
  }

  private Uni<Outcome> begin(Call call) {
    var settings = HttpAsyncSettings.of(call.route().settings());
    return UpstreamClient.outcome(
            Uni.createFrom()
                .deferred(() -> new UpstreamRun(client, pause, settings, call).outcome()))
        .map(outcome -> withoutSecrets(outcome, settings));
  }

  /** One call may be answered with what another one of the same run was sent with. */
  private static Outcome withoutSecrets(Outcome outcome, HttpAsyncSettings settings) {
    return outcome instanceof Outcome.Failed(var fault)
        ? new Outcome.Failed(
            fault.saying(UpstreamWords.withoutSecrets(fault.message(), settings.secrets())))
        : outcome;
  }
}
