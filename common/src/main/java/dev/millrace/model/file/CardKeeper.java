package dev.millrace.model.file;

import dev.millrace.ledger.RateCards;
import dev.millrace.model.CatalogueSnapshot;
import dev.millrace.model.Model;
import dev.millrace.money.RateCard;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Stream;

/** Keeps the rate cards of a catalogue, before it serves. */
@Singleton
class CardKeeper {
  private static final Duration WITHIN = Duration.ofSeconds(20);

  private final RateCards rateCards;
  private final InstantSource clock;

  CardKeeper(RateCards rateCards, InstantSource clock) {
    this.rateCards = rateCards;
    this.clock = clock;
  }

  /**
   * Blocks until they are kept: nothing may be quoted from a card that is not.
   *
   * @throws IllegalStateException when they could not be kept; the message says why
   */
  void keep(CatalogueSnapshot catalogue) {
    var cards =
        Stream.concat(
                catalogue.models().stream().map(Model::price).flatMap(Optional::stream),
                Stream.of(RateCard.free())) // of calls that others pay for, or nobody
            .toList();
    try {
      rateCards.keep(cards, clock.instant()).await().atMost(WITHIN);
    } catch (RuntimeException e) {
      throw new IllegalStateException(
          "its prices could not be kept in the database: " + e.getMessage(), e);
    }
  }
}
