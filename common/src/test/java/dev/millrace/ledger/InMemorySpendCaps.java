package dev.millrace.ledger;

import dev.millrace.account.AccountId;
import dev.millrace.account.SpendCap;
import dev.millrace.account.SpendCap.Period;
import dev.millrace.money.Money;
import dev.millrace.request.RequestId;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** Spend caps in memory, for tests: what counts for them is summed up anew at each look. */
public final class InMemorySpendCaps implements SpendCaps, SpendCapsContract.Stage {
  private final Map<AccountId, Set<UUID>> keys = new HashMap<>();
  private final Map<RequestId, Spending> requests = new HashMap<>();
  private final Map<Place, Allowed> caps = new HashMap<>();

  private record Place(AccountId account, Optional<UUID> key, Period period) {}

  private record Allowed(UUID id, Money amount) {}

  private record Spending(
      AccountId account, UUID key, Money hold, Money charged, Optional<LocalDate> day) {}

  @Override
  public synchronized AccountId account() {
    var account = AccountId.next(Instant.now(), ThreadLocalRandom.current());
    keys.put(account, new HashSet<>());
    return account;
  }

  @Override
  public synchronized UUID key(AccountId account) {
    var key = UUID.randomUUID();
    keys.get(account).add(key);
    return key;
  }

  /** A key that somebody else made. */
  public synchronized void know(AccountId account, UUID key) {
    keys.computeIfAbsent(account, unknown -> new HashSet<>()).add(key);
  }

  @Override
  public synchronized RequestId hold(AccountId account, UUID key, Money amount) {
    var id = RequestId.next(Instant.now(), ThreadLocalRandom.current());
    requests.put(id, new Spending(account, key, amount, Money.ZERO, Optional.empty()));
    return id;
  }

  @Override
  public synchronized void end(RequestId request, Money charged, Instant at) {
    requests.computeIfPresent(
        request,
        (id, was) -> new Spending(was.account, was.key, was.hold, charged, Optional.of(dayOf(at))));
  }

  @Override
  public Uni<Optional<SpendCap>> set(
      AccountId account, Optional<UUID> key, Period period, Money amount, Instant now) {
    return Uni.createFrom().item(() -> put(new Place(account, key, period), amount, now));
  }

  private synchronized Optional<SpendCap> put(Place place, Money amount, Instant now) {
    var own = keys.get(place.account);
    if (own == null || !place.key.map(own::contains).orElse(true)) {
      return Optional.empty();
    }
    var id = caps.containsKey(place) ? caps.get(place).id : UUID.randomUUID();
    caps.put(place, new Allowed(id, amount));
    return Optional.of(cap(place, now));
  }

  @Override
  public Uni<List<SpendCap>> list(AccountId account, Instant now) {
    return Uni.createFrom().item(() -> of(account, now));
  }

  private synchronized List<SpendCap> of(AccountId account, Instant now) {
    return caps.keySet().stream()
        .filter(place -> place.account.equals(account))
        .sorted(
            Comparator.comparing((Place place) -> place.key.map(UUID::toString).orElse(""))
                .thenComparing(Place::period))
        .map(place -> cap(place, now))
        .toList();
  }

  @Override
  public Uni<Boolean> remove(AccountId account, Optional<UUID> key, Period period) {
    return Uni.createFrom().item(() -> drop(new Place(account, key, period)));
  }

  private synchronized boolean drop(Place place) {
    return caps.remove(place) != null;
  }

  private SpendCap cap(Place place, Instant now) {
    var today =
        of(place.account)
            .flatMap(spending -> spending.day.stream())
            .max(Comparator.naturalOrder())
            .filter(latest -> latest.isAfter(dayOf(now)))
            .orElse(dayOf(now));
    var allowed = caps.get(place);
    return new SpendCap(
        allowed.id,
        place.account,
        place.key,
        place.period,
        allowed.amount,
        sum(place, spending -> spending.day.isEmpty(), spending -> spending.hold.nanos()),
        sum(
            place,
            spending -> place.period == Period.TOTAL || spending.day.equals(Optional.of(today)),
            spending -> spending.charged.nanos()),
        today);
  }

  private Money sum(Place place, Predicate<Spending> counts, ToLongFunction<Spending> amount) {
    return new Money(
        of(place.account)
            .filter(spending -> place.key.map(spending.key::equals).orElse(true))
            .filter(counts)
            .mapToLong(amount)
            .sum());
  }

  private Stream<Spending> of(AccountId account) {
    return requests.values().stream().filter(spending -> spending.account.equals(account));
  }

  private static LocalDate dayOf(Instant at) {
    return at.atOffset(ZoneOffset.UTC).toLocalDate();
  }
}
