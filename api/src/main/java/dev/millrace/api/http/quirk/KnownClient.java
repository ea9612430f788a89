package dev.millrace.api.http.quirk;

import io.vertx.core.MultiMap;
import java.util.List;

/** Clients with fixed ideas. What they get instead of our own answers is {@link Quirks}. */
public enum KnownClient {
  /** {@code @modelrunner/client}: polls for ever on a status 200 that is not COMPLETED. */
  MODELRUNNER(List.of("@modelrunner/client"), "x-modelrunner-client-proxy"),
  /** {@code @fal-ai/client} and {@code fal_client}: know no other end than COMPLETED. */
  FAL(List.of("@fal-ai/client", "fal-client"), "x-fal-client-proxy"),
  /** Everybody else gets our own answers. */
  ANY(List.of(), "");

  private static final KnownClient[] WITH_IDEAS = {MODELRUNNER, FAL};

  private final List<String> agents;
  private final String proxyHeader;

  KnownClient(List<String> agents, String proxyHeader) {
    this.agents = agents;
    this.proxyHeader = proxyHeader;
  }

  /** Known by its user agent, or by the header that its proxy adds. */
  public static KnownClient of(MultiMap headers) {
    var agent = headers.get("User-Agent");
    for (var client : WITH_IDEAS) { // no stream: every call comes by here
      if (client.hasSent(agent, headers)) {
        return client;
      }
    }
    return ANY;
  }

  private boolean hasSent(String agent, MultiMap headers) {
    return headers.contains(proxyHeader) || (agent != null && isAgent(agent));
  }

  private boolean isAgent(String agent) {
    for (var name : agents) {
      if (agent.startsWith(name) && agent.startsWith("/", name.length())) {
        return true;
      }
    }
    return false;
  }
}
