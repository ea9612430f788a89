package dev.millrace.provider;

import dev.millrace.model.RouteKey;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;

/**
 * An account's own key for a provider, in clear. It lives as long as the call that it is for.
 *
 * @param id which of its keys
 * @param secret the key itself
 * @param baseUrl where it is to be used; empty: where the route leads
 */
public record OwnKey(UUID id, String secret, Optional<URI> baseUrl) {
  /** What a route with it says of it. */
  public RouteKey.Own asRouteKey() {
    return new RouteKey.Own(id, baseUrl.isPresent());
  }

  /** Hides the secret. */
  @Override
  public String toString() {
    return "own key " + id;
  }
}
