package dev.millrace.account;

import dev.millrace.access.KeyTerms;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/**
 * A key to be made.
 *
 * @param label what its owner calls it, and for what it is
 * @param caps what it may spend; counted from now on
 */
public record NewKey(
    UUID id, AccountId account, ApiKey key, Label label, KeyTerms terms, KeyCaps caps, Instant at) {

  /**
   * What an owner calls a key.
   *
   * @param project the owner's own word for what it is for
   */
  public record Label(String name, Optional<String> project) {}

  /** No finer than PostgreSQL keeps it, so that it reads the same ever after. */
  public NewKey {
    at = at.truncatedTo(ChronoUnit.MICROS);
  }

  /**
   * The key as it stands right after it was made.
   *
   * @param owner what its account is called
   */
  public KeyRecord made(String owner) {
    return new KeyRecord(
        id,
        account,
        owner,
        key.sha256(),
        key.kind(),
        label.name(),
        key.hint(),
        terms,
        label.project(),
        new KeyRecord.History(at, at, Optional.empty(), Optional.empty(), Optional.empty()));
  }
}
