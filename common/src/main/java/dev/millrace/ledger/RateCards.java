package dev.millrace.ledger;

import dev.millrace.money.RateCard;
import dev.millrace.money.Tariff;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/**
 * Every rate card that ever priced something. What was quoted is charged by the card that quoted
 * it, whatever the catalogue says by then. Contract: RateCardsContract.
 */
public interface RateCards {
  /**
   * The card of this {@linkplain RateCard#version() version}; empty when no such card was ever
   * kept. Fails when the database does not answer, which cannot happen for a card of those that
   * this process kept last.
   */
  Uni<Optional<RateCard>> card(String version);

  /**
   * The tariff that a {@linkplain dev.millrace.money.Quote#rateCard() quote} named; empty when no
   * such card was ever kept. Fails as {@link #card} does.
   */
  default Uni<Optional<Tariff>> tariff(String rateCard) {
    return card(RateCard.versionIn(rateCard))
        .map(card -> card.flatMap(found -> found.tariff(rateCard)));
  }

  /**
   * Keeps cards for ever: those of a catalogue, before any of them prices a request. Cards that are
   * kept already stay as they are. Fails when the database does not answer, and then has kept none
   * or all.
   */
  Uni<Void> keep(Collection<RateCard> cards, Instant at);
}
