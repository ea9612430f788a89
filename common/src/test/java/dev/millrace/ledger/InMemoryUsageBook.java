package dev.millrace.ledger;

import dev.millrace.account.AccountId;
import dev.millrace.account.UsageSummary;
import dev.millrace.account.UsageTally;
import dev.millrace.model.ModelName;
import io.smallrye.mutiny.Uni;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/** Usage in memory, for tests. */
public final class InMemoryUsageBook implements UsageBook {
  private static final UUID UNKNOWN = new UUID(0, 0);

  private record Count(
      AccountId account, LocalDate day, UUID key, ModelName model, UsageTally tally) {}

  private record Key(AccountId account, String name) {}

  private final List<Count> counts = new ArrayList<>();
  private final Map<UUID, Key> keys = new HashMap<>();

  public void key(UUID id, AccountId account, String name) {
    keys.put(id, new Key(account, name));
  }

  public void count(AccountId account, LocalDate day, UUID key, ModelName model, UsageTally tally) {
    counts.add(new Count(account, day, key, model, tally));
  }

  @Override
  public Uni<UsageSummary> summary(AccountId account, LocalDate first, LocalDate last, int most) {
    var asked =
        counts.stream()
            .filter(count -> count.account().equals(account))
            .filter(count -> !count.day().isBefore(first) && !count.day().isAfter(last))
            .toList();
    return Uni.createFrom()
        .item(
            new UsageSummary(
                asked.stream().map(Count::tally).reduce(UsageTally.NONE, UsageTally::plus),
                parts(asked, Count::day, UsageSummary.OfDay::new).toList(),
                parts(asked, count -> count.model().toString(), InMemoryUsageBook::ofModel)
                    .sorted(dearest(UsageSummary.OfModel::tally))
                    .limit(most)
                    .toList(),
                parts(asked, Count::key, (key, tally) -> ofKey(account, key, tally))
                    .sorted(dearest(UsageSummary.OfKey::tally))
                    .limit(most)
                    .toList()));
  }

  private static <K, P> Stream<P> parts(
      List<Count> counts, Function<Count, K> by, BiFunction<K, UsageTally, P> part) {
    var sums = new TreeMap<K, UsageTally>();
    counts.forEach(count -> sums.merge(by.apply(count), count.tally(), UsageTally::plus));
    return sums.entrySet().stream().map(sum -> part.apply(sum.getKey(), sum.getValue()));
  }

  private static UsageSummary.OfModel ofModel(String model, UsageTally tally) {
    return new UsageSummary.OfModel(ModelName.parse(model).orElseThrow(), tally);
  }

  private UsageSummary.OfKey ofKey(AccountId account, UUID key, UsageTally tally) {
    var own = Optional.ofNullable(keys.get(key)).filter(known -> known.account().equals(account));
    return new UsageSummary.OfKey(
        Optional.of(key).filter(id -> !id.equals(UNKNOWN)),
        own.map(Key::name),
        own.map(known -> "mr_live_…"),
        tally);
  }

  private static <P> Comparator<P> dearest(Function<P, UsageTally> tally) {
    return Comparator.<P, UsageTally>comparing(
        tally,
        Comparator.comparing(UsageTally::charged).thenComparing(UsageTally::ended).reversed());
  }
}
