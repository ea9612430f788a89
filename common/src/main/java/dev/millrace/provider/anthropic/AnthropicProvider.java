package dev.millrace.provider.anthropic;

import dev.millrace.model.Route;
import dev.millrace.provider.OwnKey;
import dev.millrace.provider.settings.KeyedSettings;
import dev.millrace.provider.talk.Conversing;
import dev.millrace.provider.talk.PerRoute;
import dev.millrace.provider.talk.Talk;
import dev.millrace.provider.talk.Wire;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Speaks to Anthropic, and to servers that are compatible with it. */
@Singleton
public final class AnthropicProvider extends Conversing {
  private final PerRoute<AnthropicSettings> settings =
      new PerRoute<>(route -> AnthropicSettings.of(route.settings()));

  public AnthropicProvider(Talk talk) {
    super(talk);
  }

  @Override
  public String dialect() {
    return "anthropic";
  }

  @Override
  public List<String> problems(Route route) {
    return AnthropicSettings.problems(route.settings());
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
  protected Optional<URI> counter(Route route) {
    return Optional.of(settings.of(route).tokens());
  }
}
