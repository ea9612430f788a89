package dev.millrace.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.account.AccountId;
import dev.millrace.account.LedgerEntry;
import dev.millrace.account.LedgerEntry.Kind;
import dev.millrace.account.StatementQuery;
import dev.millrace.account.StatementQuery.Order;
import dev.millrace.account.StatementQuery.Place;
import dev.millrace.money.Money;
import dev.millrace.request.RequestId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every Statements promises. */
public abstract class StatementsContract {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00.123456Z");
  private static final Set<Kind> ALL = EnumSet.allOf(Kind.class);

  private AccountId account;

  protected abstract Statements statements();

  protected abstract AccountId anAccount();

  /** Writes an entry; its id is larger than those before. */
  protected abstract void write(AccountId account, LedgerEntry entry);

  @BeforeEach
  void open() {
    account = anAccount();
  }

  @Test
  void anEntryIsToldWithAllThatItSays() {
    var charge = entry(NOON, Kind.CHARGE, "-0.25");
    write(account, charge);

    assertThat(whole(StatementQuery.EVERYTHING, 10))
        .singleElement()
        .usingRecursiveComparison()
        .ignoringFields("id")
        .isEqualTo(charge);
  }

  @Test
  void theLatestMomentStandsFirstAndWithinItTheLargestId() {
    write(account, entry(NOON.plusSeconds(1), Kind.CREDIT, "3"));
    write(account, entry(NOON, Kind.CREDIT, "1"));
    write(account, entry(NOON, Kind.CREDIT, "2"));

    assertThat(amounts(whole(StatementQuery.EVERYTHING, 10))).containsExactly("3", "2", "1");
    assertThat(amounts(whole(oldestFirst(), 10))).containsExactly("1", "2", "3");
  }

  @Test
  void partsOfAnySizeTellEachEntryOnce() {
    for (int i = 1; i <= 23; i++) {
      var at = NOON.plusSeconds(i / 7); // several of one moment, cut by every size of part
      write(account, entry(at, i % 3 == 0 ? Kind.CREDIT : Kind.CHARGE, i % 3 == 0 ? "1" : "-1"));
    }

    var atOnce = whole(StatementQuery.EVERYTHING, 100);
    assertThat(atOnce).hasSize(23);
    for (int size : List.of(1, 2, 5, 23)) {
      assertThat(whole(StatementQuery.EVERYTHING, size)).isEqualTo(atOnce);
      assertThat(whole(oldestFirst(), size)).isEqualTo(atOnce.reversed());
    }
  }

  @Test
  void aRangeBeginsWithItsFirstMomentAndEndsBeforeItsLast() {
    for (int i = 0; i < 4; i++) {
      write(account, entry(NOON.plusSeconds(i), Kind.CREDIT, Integer.toString(i + 1)));
    }

    for (var order : Order.values()) {
      var query = new StatementQuery(NOON.plusSeconds(1), NOON.plusSeconds(3), ALL, order);
      assertThat(amounts(whole(query, 1))).containsExactlyInAnyOrder("2", "3");
    }
  }

  @Test
  void aPlaceOutsideOfTheRangeDoesNotWidenIt() {
    for (int i = 0; i < 4; i++) {
      write(account, entry(NOON.plusSeconds(i), Kind.CREDIT, Integer.toString(i + 1)));
    }
    var from = NOON.plusSeconds(1);
    var until = NOON.plusSeconds(3);
    var late = Optional.of(new Place(NOON.plusSeconds(100), 7));
    var early = Optional.of(new Place(NOON.minusSeconds(100), 7));

    assertThat(amounts(part(new StatementQuery(from, until, ALL, Order.LATEST_FIRST), late, 10)))
        .containsExactly("3", "2");
    assertThat(amounts(part(new StatementQuery(from, until, ALL, Order.OLDEST_FIRST), early, 10)))
        .containsExactly("2", "3");
  }

  @Test
  void onlyTheKindsAskedForAreTold() {
    write(account, entry(NOON, Kind.CREDIT, "10"));
    write(account, entry(NOON.plusSeconds(1), Kind.CHARGE, "-1"));
    write(account, entry(NOON.plusSeconds(2), Kind.RELEASE, "0"));
    write(account, entry(NOON.plusSeconds(3), Kind.REFUND, "1"));
    write(account, entry(NOON.plusSeconds(4), Kind.ADJUSTMENT, "-2"));

    for (var kind : Kind.values()) {
      assertThat(whole(ofKinds(kind), 1)).extracting(LedgerEntry::kind).containsExactly(kind);
    }
    assertThat(whole(ofKinds(Kind.CHARGE, Kind.CREDIT, Kind.REFUND), 1))
        .extracting(LedgerEntry::kind)
        .containsExactly(Kind.REFUND, Kind.CHARGE, Kind.CREDIT);
  }

  @Test
  void anotherAccountsEntriesAreNotTold() {
    write(anAccount(), entry(NOON, Kind.CREDIT, "1"));

    assertThat(whole(StatementQuery.EVERYTHING, 10)).isEmpty();
  }

  private List<LedgerEntry> whole(StatementQuery query, int size) {
    var all = new ArrayList<LedgerEntry>();
    var told = Optional.<Place>empty();
    while (true) {
      var part = part(query, told, size);
      assertThat(part).hasSizeLessThanOrEqualTo(size);
      all.addAll(part);
      if (part.size() < size) {
        return all;
      }
      told = Optional.of(Place.of(part.getLast()));
    }
  }

  private List<LedgerEntry> part(StatementQuery query, Optional<Place> told, int size) {
    return statements().entries(account, query, told, size).await().atMost(SOON);
  }

  private static StatementQuery oldestFirst() {
    return new StatementQuery(
        StatementQuery.EVER, StatementQuery.FOR_EVER, ALL, Order.OLDEST_FIRST);
  }

  private static StatementQuery ofKinds(Kind first, Kind... more) {
    return new StatementQuery(
        StatementQuery.EVER, StatementQuery.FOR_EVER, EnumSet.of(first, more), Order.LATEST_FIRST);
  }

  private static List<String> amounts(List<LedgerEntry> entries) {
    return entries.stream().map(entry -> entry.amount().toString()).toList();
  }

  /** Such an entry as a kind demands. */
  private static LedgerEntry entry(Instant at, Kind kind, String amount) {
    var ends = kind == Kind.CHARGE || kind == Kind.RELEASE;
    var names = ends || kind == Kind.REFUND;
    return new LedgerEntry(
        0,
        at,
        kind,
        Money.parse(amount),
        ends ? Money.parse("5") : Money.ZERO,
        names ? Optional.of(RequestId.next(at, ThreadLocalRandom.current())) : Optional.empty(),
        ends ? Optional.of("per_request-0123") : Optional.empty(),
        "why " + amount);
  }
}
