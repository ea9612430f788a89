package dev.millrace.provider.probe;

import dev.millrace.provider.settings.HttpUrl;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * How a provider is asked about a key.
 *
 * @param base where it is
 * @param test the path of the cheapest call that needs a key
 * @param list the path that lists its models; empty where there is none
 */
record Probe(URI base, String test, Optional<String> list, Credential credential) {
  private static final String MODELS = "/models";

  /** Where everybody finds the providers that speak OpenAI's protocol. */
  private static final Map<String, String> OPENAI_FAMILY =
      Map.of(
          "openai", "https://api.openai.com/v1",
          "mistral", "https://api.mistral.ai/v1",
          "groq", "https://api.groq.com/openai/v1",
          "together", "https://api.together.xyz/v1");

  /**
   * How to ask a provider; empty when nobody knows where it is.
   *
   * @param own where it is instead of where everybody finds it
   */
  static Optional<Probe> of(String provider, Optional<URI> own) {
    return switch (provider) {
      case "anthropic" ->
          probe(own, "https://api.anthropic.com", "/v1/models?limit=1000", Credential.ANTHROPIC);
      case "google" ->
          probe(
              own,
              "https://generativelanguage.googleapis.com",
              "/v1beta/models?pageSize=1000",
              Credential.GOOGLE);
      // Its list of models is for everybody, and says nothing of a key.
      case "openrouter" ->
          Optional.of(
              new Probe(
                  own.orElse(URI.create("https://openrouter.ai/api/v1")),
                  "/key",
                  Optional.of(MODELS),
                  Credential.BEARER));
      case "fal" ->
          Optional.of(
              new Probe(
                  own.orElse(URI.create("https://api.fal.ai/v1")),
                  "/models/pricing?endpoint_id=fal-ai/flux/dev",
                  Optional.empty(),
                  Credential.KEY));
      case "replicate" ->
          Optional.of(
              new Probe(
                  own.orElse(URI.create("https://api.replicate.com/v1")),
                  "/account",
                  Optional.empty(),
                  Credential.BEARER));
      default -> own.or(() -> known(provider)).flatMap(Probe::likeOpenAi);
    };
  }

  private static Optional<Probe> probe(
      Optional<URI> own, String usual, String models, Credential credential) {
    return Optional.of(
        new Probe(own.orElse(URI.create(usual)), models, Optional.of(models), credential));
  }

  private static Optional<URI> known(String provider) {
    return Optional.ofNullable(OPENAI_FAMILY.get(provider)).map(URI::create);
  }

  private static Optional<Probe> likeOpenAi(URI base) {
    return Optional.of(new Probe(base, MODELS, Optional.of(MODELS), Credential.BEARER));
  }

  URI testUrl() {
    return HttpUrl.below(base, test);
  }

  Optional<URI> listUrl() {
    return list.map(path -> HttpUrl.below(base, path));
  }
}
