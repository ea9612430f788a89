package dev.millrace.reach;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * A host that the operator calls anyway, such as a provider in the operator's own network.
 *
 * @param host as {@link TargetUrl#host()} has it
 */
public record Neighbour(String host, int port) {
  /** Whoever serves at this URL; empty when it names no host. */
  public static Optional<Neighbour> at(URI url) {
    return Optional.ofNullable(url.getHost())
        .map(host -> TargetUrl.plainHost(host.toLowerCase(Locale.ROOT)))
        .map(host -> new Neighbour(host, HttpAddress.port(url)));
  }
}
