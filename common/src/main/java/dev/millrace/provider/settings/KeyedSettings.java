package dev.millrace.provider.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.model.Route;
import dev.millrace.provider.OwnKey;
import java.util.Optional;

/** Puts an account's own key into settings that have the key at {@code api_key}. */
public final class KeyedSettings {
  private KeyedSettings() {}

  /** The same way with that key; empty for a key that leads elsewhere. */
  public static Optional<Route> inPlace(Route route, OwnKey own) {
    return own.baseUrl().isEmpty() ? Optional.of(of(route, own)) : Optional.empty();
  }

  /** The same way with that key, and to where the key says, if it does. */
  public static Route of(Route route, OwnKey own) {
    return route.withOwnKey(settings(route.settings(), own), own.asRouteKey());
  }

  private static ObjectNode settings(JsonNode ours, OwnKey own) {
    var settings = ours.<ObjectNode>deepCopy();
    settings.remove("organization"); // ours
    settings.put("api_key", own.secret());
    own.baseUrl().ifPresent(url -> settings.put("base_url", url.toString()));
    return settings;
  }
}
