package dev.millrace.api.proxy;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The clients that the proxy speaks to, each in its own way. */
enum ProxyFace {
  /** {@code @modelrunner/client}. */
  MODELRUNNER("modelrunner", Set.of("modelrunner.run", "modelrunner.ai", "modelrunner.dev")),
  /** {@code @fal-ai/client}. */
  FAL("fal", Set.of("fal.run", "fal.ai"));

  /** What all of their paths begin with, and no other. */
  private static final String ABOVE = "/api/";

  private final String word;
  private final Set<String> domains;

  ProxyFace(String word, Set<String> domains) {
    this.word = word;
    this.domains = domains;
  }

  /** The face that answers at this path. */
  static Optional<ProxyFace> at(String path) {
    return !path.startsWith(ABOVE)
        ? Optional.empty()
        : Arrays.stream(values())
            .filter(face -> path.equals(face.path()) || path.equals(face.path() + "/"))
            .findFirst();
  }

  String path() {
    return ABOVE + word + "/proxy";
  }

  /** The header that holds where the client would call without a proxy. */
  String targetHeader() {
    return "x-" + word + "-target-url";
  }

  /** The header by which the rest of the api knows the client behind a proxy. */
  String clientHeader() {
    return "x-" + word + "-client-proxy";
  }

  /** Whether this host is one of those that the client calls by itself. */
  boolean isServiceHost(String host) {
    var name = host.toLowerCase(Locale.ROOT);
    return domains.stream().anyMatch(domain -> name.equals(domain) || name.endsWith("." + domain));
  }

  /** Whether this host answers at once, with no queue between. */
  boolean isRunHost(String host) {
    return this == FAL && host.equalsIgnoreCase("fal.run");
  }
}
