package dev.millrace.api.stream;

import dev.millrace.ledger.SharedSecrets;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;

/** Finds the secret that all api processes sign browser tokens with. */
@ApplicationScoped
class TokenDesk {
  private static final String NAME = "event-tokens";
  private static final int BYTES = 32;

  private final Optional<byte[]> set;
  private final SharedSecrets secrets;
  private final InstantSource clock;
  private volatile EventTokens tokens;

  TokenDesk(StreamConfig config, SharedSecrets secrets, InstantSource clock) {
    this.set = config.tokenSecret().map(text -> text.getBytes(StandardCharsets.UTF_8));
    this.secrets = secrets;
    this.clock = clock;
  }

  void onStart(@Observes StartupEvent start) {
    if (set.isPresent() && set.get().length < BYTES) {
      throw new IllegalArgumentException(
          "millrace.stream.token-secret has %d bytes; it needs at least %d random ones"
              .formatted(set.get().length, BYTES));
    }
  }

  /** Fails when the secret lies in a database that does not answer. */
  Uni<EventTokens> tokens() {
    var known = tokens;
    return known != null ? Uni.createFrom().item(known) : secret().map(this::remember);
  }

  private Uni<byte[]> secret() {
    return set.isPresent()
        ? Uni.createFrom().item(set.get())
        : Uni.createFrom().deferred(() -> secrets.secret(NAME, random()));
  }

  private static byte[] random() {
    var bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }

  private EventTokens remember(byte[] secret) {
    var made = new EventTokens(secret, clock);
    tokens = made;
    return made;
  }
}
