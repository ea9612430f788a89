package dev.millrace.api.files;

import dev.millrace.ledger.SharedSecrets;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.InstantSource;

/** Finds the secret that all api processes sign upload tokens with. */
@ApplicationScoped
public class UploadTokenDesk {
  private static final String NAME = "upload-tokens";
  private static final int BYTES = 32;

  private final SharedSecrets secrets;
  private final InstantSource clock;
  private volatile UploadTokens tokens;

  UploadTokenDesk(SharedSecrets secrets, InstantSource clock) {
    this.secrets = secrets;
    this.clock = clock;
  }

  /** Fails when the secret is not known yet and the database does not answer. */
  public Uni<UploadTokens> tokens() {
    var known = tokens;
    return known != null
        ? Uni.createFrom().item(known)
        : Uni.createFrom().deferred(() -> secrets.secret(NAME, random())).map(this::remember);
  }

  private static byte[] random() {
    var bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }

  private UploadTokens remember(byte[] secret) {
    var made = new UploadTokens(secret, clock);
    tokens = made;
    return made;
  }
}
