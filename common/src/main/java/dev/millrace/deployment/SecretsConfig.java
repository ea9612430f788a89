package dev.millrace.deployment;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** How provider keys and secrets of accounts are kept. Without a master key there are none. */
@ConfigMapping(prefix = "millrace.secrets")
public interface SecretsConfig {
  /**
   * The keys that secrets' own keys lie under, by name ({@code millrace.secrets.master-keys.2026}):
   * 32 random bytes each, in base64. Set them alike on the api and the worker.
   */
  Map<String, String> masterKeys();

  /**
   * A file with more of them, such as a mounted secret: a line each, {@code name=base64}. Read at
   * start.
   */
  Optional<Path> file();

  /**
   * Names the master key for what is sealed from now on; what lies under another one is taken over
   * by the worker. Not needed where there is one only.
   */
  Optional<String> current();

  /** Provider keys that an account may have, and as many other secrets. */
  @WithDefault("100")
  int mostPerAccount();

  /**
   * For development: provider addresses that callers name may be http, and on this machine and its
   * private networks. Refused in production.
   */
  @WithDefault("false")
  boolean allowPrivate();

  /** How long a provider may take to say whether it takes a key, or which models it has. */
  @WithDefault("PT10S")
  Duration testWithin();

  /**
   * Where providers are asked about keys, by provider ({@code
   * millrace.secrets.provider-urls.openai}); for the known ones only if not where everybody finds
   * them.
   */
  Map<String, URI> providerUrls();
}
