package dev.millrace.api.proxy;

import dev.millrace.account.ApiKey;
import dev.millrace.api.http.cors.Origins;
import java.util.List;
import java.util.Optional;

/**
 * What the operator grants to visitors. Pure.
 *
 * @param key in its plain form
 * @param run whether calls that are answered at once are granted too
 * @param withoutOrigin whether calls that name no origin are served
 */
record ProxyTerms(
    String key, Origins origins, AllowedModels models, boolean run, boolean withoutOrigin) {

  /**
   * Empty when nothing is granted at all.
   *
   * @throws IllegalArgumentException when only a part is set, or something is not what it should be
   */
  static Optional<ProxyTerms> of(ProxyConfig config) {
    var key = config.key().map(String::strip).filter(text -> !text.isEmpty());
    var origins = config.origins().orElse(List.of());
    var models = config.models().orElse(List.of());
    if (key.isEmpty() && origins.isEmpty() && models.isEmpty()) {
      return Optional.empty();
    }
    if (key.isEmpty() || origins.isEmpty() || models.isEmpty()) {
      throw half(key.isPresent(), !origins.isEmpty(), !models.isEmpty());
    }
    return Optional.of(
        new ProxyTerms(
            checked(key.get()),
            Origins.of("millrace.proxy.origins", origins),
            AllowedModels.of(models),
            config.run(),
            config.withoutOrigin()));
  }

  private static String checked(String key) {
    if (ApiKey.parse(key).isEmpty()) {
      throw new IllegalArgumentException(
          "millrace.proxy.key is not an API key of Millrace, or has a typing mistake");
    }
    return key;
  }

  private static IllegalArgumentException half(boolean key, boolean origins, boolean models) {
    return new IllegalArgumentException(
        "the browser proxy is set by halves: millrace.proxy.key is %s, .origins %s, .models %s; set all three, or none to switch it off"
            .formatted(inWords(key), inWords(origins), inWords(models)));
  }

  private static String inWords(boolean isSet) {
    return isSet ? "set" : "missing";
  }

  /** Without the key, in case it is ever logged. */
  @Override
  public String toString() {
    return "ProxyTerms[origins=%s, models=%s]".formatted(origins, models);
  }
}
