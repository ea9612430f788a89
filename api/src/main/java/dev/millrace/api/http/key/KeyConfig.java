package dev.millrace.api.http.key;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** For how long the api believes what it knows about keys. */
@ConfigMapping(prefix = "millrace.http.key")
public interface KeyConfig {
  /**
   * A known key is looked up again after this: a revoked one goes on working so long on a node that
   * has not heard of it.
   */
  @WithDefault("PT5S")
  Duration freshFor();

  /** An unknown key is looked up again after this: a new one may be refused so long. */
  @WithDefault("PT2S")
  Duration unknownFor();

  /** While the database is away, a key goes on working so long after it was last looked up. */
  @WithDefault("PT10M")
  Duration trustedFor();

  /** How long a look-up may take before the database counts as away. */
  @WithDefault("PT2S")
  Duration lookUpWithin();

  /** Known keys kept, and unknown ones likewise. */
  @WithDefault("100000")
  int maxKeys();

  /** How often it is written when keys were last used; each at most once a minute. */
  @WithDefault("PT15S")
  Duration writeUsesEvery();
}
