package dev.millrace.provider.gemini;

import dev.millrace.model.Route;
import dev.millrace.provider.Call;
import dev.millrace.provider.OwnKey;
import dev.millrace.provider.Workbench;
import dev.millrace.provider.http.UpstreamClient;
import dev.millrace.provider.settings.KeyedSettings;
import dev.millrace.provider.talk.Conversing;
import dev.millrace.provider.talk.PerRoute;
import dev.millrace.provider.talk.Talk;
import dev.millrace.provider.talk.Wire;
import dev.millrace.request.Outcome;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Speaks to Google's Gemini API, and to servers that are compatible with it. */
@Singleton
public final class GeminiProvider extends Conversing {
  private final EmbeddedTexts embeddings;
  private final PerRoute<GeminiSettings> settings =
      new PerRoute<>(route -> GeminiSettings.of(route.settings()));

  @Inject
  GeminiProvider(Talk talk, EmbeddedTexts embeddings) {
    super(talk);
    this.embeddings = embeddings;
  }

  public GeminiProvider(UpstreamClient client, Workbench workbench, Talk talk) {
    this(talk, new EmbeddedTexts(client, workbench));
  }

  @Override
  public String dialect() {
    return "gemini";
  }

  @Override
  public List<String> problems(Route route) {
    return GeminiSettings.problems(route.settings());
  }

  @Override
  public Optional<Route> withKey(Route route, OwnKey own) {
    return KeyedSettings.inPlace(route, own);
  }

  @Override
  public Optional<URI> upstream(Route route) {
    return Optional.of(settings.of(route).baseUrl());
  }

  @Override
  protected Wire wire(Route route) {
    return settings.of(route).wire();
  }

  @Override
  protected boolean isConversation(Route route) {
    return settings.of(route).operation() == Operation.CHAT;
  }

  @Override
  protected Uni<Outcome> runOther(Call call) {
    return embeddings.run(settings.of(call.route()), call);
  }

  @Override
  protected Optional<URI> counter(Route route) {
    return Optional.of(settings.of(route).tokens());
  }
}
