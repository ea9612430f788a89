package dev.millrace.postgres.audit;

import dev.millrace.ledger.RateCards;
import dev.millrace.money.Tariff;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** The tariffs that an audit has asked for so far, for a thread that may wait. */
final class KeptTariffs implements Function<String, Optional<Tariff>> {
  private final RateCards rateCards;
  private final Supplier<Duration> patience;
  private final Map<String, Optional<Tariff>> seen = new HashMap<>();

  KeptTariffs(RateCards rateCards, Supplier<Duration> patience) {
    this.rateCards = rateCards;
    this.patience = patience;
  }

  @Override
  public Optional<Tariff> apply(String rateCard) {
    return seen.computeIfAbsent(
        rateCard, name -> rateCards.tariff(name).await().atMost(patience.get()));
  }
}
