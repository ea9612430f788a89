package dev.millrace.ledger;

import dev.millrace.account.AccountId;
import dev.millrace.account.LedgerEntry;
import dev.millrace.account.StatementQuery;
import dev.millrace.account.StatementQuery.Order;
import dev.millrace.account.StatementQuery.Place;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Statements in memory, for tests. */
public final class InMemoryStatements implements Statements {
  private final Map<AccountId, List<LedgerEntry>> ledger = new HashMap<>();

  public void write(AccountId account, LedgerEntry entry) {
    ledger.computeIfAbsent(account, added -> new ArrayList<>()).add(entry);
  }

  @Override
  public Uni<List<LedgerEntry>> entries(
      AccountId account, StatementQuery query, Optional<Place> toldLast, int limit) {
    var order = Comparator.comparing(Place::of);
    var sorted = query.order() == Order.OLDEST_FIRST ? order : order.reversed();
    return Uni.createFrom()
        .item(
            ledger.getOrDefault(account, List.of()).stream()
                .filter(entry -> !entry.at().isBefore(query.from()))
                .filter(entry -> entry.at().isBefore(query.until()))
                .filter(entry -> query.kinds().contains(entry.kind()))
                .sorted(sorted)
                .dropWhile(entry -> toldLast.isPresent() && !isBehind(entry, toldLast.get(), query))
                .limit(limit)
                .toList());
  }

  private static boolean isBehind(LedgerEntry entry, Place told, StatementQuery query) {
    var compared = Place.of(entry).compareTo(told);
    return query.order() == Order.OLDEST_FIRST ? compared > 0 : compared < 0;
  }
}
