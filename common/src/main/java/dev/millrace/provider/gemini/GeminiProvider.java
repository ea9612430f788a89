package dev.millrace.provider.gemini;

import dev.millrace.model.Route;
import dev.millrace.provider.talk.Conversing;
import dev.millrace.provider.talk.Talk;
import dev.millrace.provider.talk.Wire;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Speaks to Google's Gemini API, and to servers that are compatible with it. */
@Singleton
public final class GeminiProvider extends Conversing {
  public GeminiProvider(Talk talk) {
    super(talk);
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
  public Optional<URI> upstream(Route route) {
    return Optional.of(GeminiSettings.of(route.settings()).baseUrl());
  }

  @Override
  protected Wire wire(Route route) {
    return GeminiSettings.of(route.settings()).wire();
  }
}
