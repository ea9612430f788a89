package dev.millrace.postgres.account;

import com.github.benmanes.caffeine.cache.Cache;
import dev.millrace.cache.BoundedCache;
import dev.millrace.ledger.RateCards;
import dev.millrace.model.yaml.CardReader;
import dev.millrace.money.RateCard;
import dev.millrace.postgres.SqlFile;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Rate cards in a table that is only ever added to. Those that were kept last, which are those of
 * the catalogue, are found in memory; older ones are read once and remembered.
 */
@ApplicationScoped
public class PostgresRateCards implements RateCards {
  private static final String KEEP = SqlFile.read("account/keep_cards");
  private static final String FIND = SqlFile.read("account/find_card");
  private static final int MOST_REMEMBERED = 10_000;

  private final Pool pool;
  private final Cache<String, RateCard> remembered = BoundedCache.ofAtMost(MOST_REMEMBERED).build();
  private volatile Map<String, RateCard> keptLast = Map.of();

  public PostgresRateCards(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<Optional<RateCard>> card(String version) {
    var known =
        Optional.ofNullable(keptLast.get(version))
            .or(() -> Optional.ofNullable(remembered.getIfPresent(version)));
    return known.isPresent() ? Uni.createFrom().item(known) : read(version);
  }

  private Uni<Optional<RateCard>> read(String version) {
    return Uni.createFrom()
        .completionStage(
            () -> pool.preparedQuery(FIND).execute(Tuple.of(version)).toCompletionStage())
        .map(rows -> card(version, rows))
        .invoke(found -> found.ifPresent(card -> remembered.put(version, card)));
  }

  /** A card that is not what its version says would charge what nobody was quoted. */
  private static Optional<RateCard> card(String version, RowSet<Row> rows) {
    for (var row : rows) {
      var card = CardReader.read(row.getString("price"));
      if (!card.version().equals(version)) {
        throw new IllegalStateException(
            "the rate card kept as %s reads as %s; nothing is charged by it"
                .formatted(version, card.version()));
      }
      return Optional.of(card);
    }
    return Optional.empty();
  }

  @Override
  public Uni<Void> keep(Collection<RateCard> cards, Instant at) {
    var byVersion =
        cards.stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    RateCard::version, Function.identity(), (one, same) -> one));
    return Uni.createFrom()
        .completionStage(
            () ->
                pool.preparedQuery(KEEP)
                    .execute(rows(List.copyOf(byVersion.values()), at))
                    .toCompletionStage())
        .invoke(() -> remember(byVersion))
        .replaceWithVoid();
  }

  /** Those of the catalogue before stay at hand: requests that they quoted are still to end. */
  private void remember(Map<String, RateCard> cards) {
    remembered.putAll(keptLast);
    keptLast = cards;
  }

  private static Tuple rows(List<RateCard> cards, Instant at) {
    return Tuple.of(
        cards.stream().map(RateCard::version).toArray(String[]::new),
        cards.stream().map(card -> card.price().toString()).toArray(String[]::new),
        at.atOffset(ZoneOffset.UTC));
  }
}
