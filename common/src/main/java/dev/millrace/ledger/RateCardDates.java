package dev.millrace.ledger;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Optional;

/** Since when there are rate cards. */
public interface RateCardDates {
  /**
   * When the catalogue first had the card of this version; empty when it never had one. Fails only
   * when the database does not answer.
   */
  Uni<Optional<Instant>> since(String version);
}
