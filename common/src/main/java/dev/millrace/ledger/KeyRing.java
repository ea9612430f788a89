package dev.millrace.ledger;

import dev.millrace.account.KeyOwner;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** Knows whom a key belongs to. */
public interface KeyRing {
  /**
   * The owner of the key with this digest, though it be revoked or expired; empty when there is no
   * such key. Fails when that cannot be found out now, which must never be taken for unknown.
   */
  Uni<Optional<KeyOwner>> ownerOf(String sha256);
}
