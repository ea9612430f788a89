package dev.millrace.ledger;

import dev.millrace.money.RateCard;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Rate cards in memory. */
public final class InMemoryRateCards implements RateCards {
  private final Map<String, RateCard> cards = new ConcurrentHashMap<>();

  @Override
  public Uni<Optional<RateCard>> card(String version) {
    return Uni.createFrom().item(Optional.ofNullable(cards.get(version)));
  }

  @Override
  public Uni<Void> keep(Collection<RateCard> kept, Instant at) {
    return Uni.createFrom()
        .voidItem()
        .invoke(() -> kept.forEach(card -> cards.putIfAbsent(card.version(), card)));
  }
}
