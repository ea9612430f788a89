package dev.millrace.ledger;

import dev.millrace.money.RateCard;
import dev.millrace.money.Tariff;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.Optional;

/**
 * Every rate card that ever priced something. What was quoted is charged by the card that quoted
 * it, whatever the catalogue says by then. Contract: RateCardsContract.
 */
public interface RateCards {
  /**
   * The tariff that a {@linkplain dev.millrace.money.Quote#rateCard() quote} named; empty when no
   * such card was ever kept. Fails when the database does not answer, which cannot happen for a
   * card of the current catalogue.
   */
  Uni<Optional<Tariff>> tariff(String rateCard);

  /** Keeps cards for ever. Those that are kept already stay as they are. */
  Uni<Void> keep(Collection<RateCard> cards);
}
