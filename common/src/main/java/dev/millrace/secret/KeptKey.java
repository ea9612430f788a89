package dev.millrace.secret;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;

/**
 * A provider key, with what its owner and we have noted beside it.
 *
 * @param settings what its owner keeps with it, as JSON; not secret
 * @param tested when it was last shown to its provider since it is what it is
 */
public record KeptKey(
    ProviderKey key, SecretLabel label, ObjectNode settings, Optional<Tested> tested) {
  /** What the provider said of the key. */
  public record Tested(Instant at, boolean valid) {}

  public KeptKey {
    settings = settings.deepCopy();
  }

  /** A copy. */
  @Override
  public ObjectNode settings() {
    return settings.deepCopy();
  }
}
