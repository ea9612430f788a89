package dev.millrace.ledger;

import dev.millrace.account.KeyOwner;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** Knows whom a key belongs to. */
public interface KeyRing {
  /**
   * The owner of the key with this digest; empty when it is unknown or revoked. Fails when that
   * cannot be found out now, which must never be taken for unknown.
   */
  Uni<Optional<KeyOwner>> ownerOf(String sha256);
}
