package dev.millrace.ledger.audit;

import dev.millrace.account.AccountId;
import dev.millrace.ledger.audit.Difference.Kind;
import dev.millrace.money.Money;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An account, and what its money follows from.
 *
 * @param ledger the sum of its entries
 * @param requests what its requests in flight hold
 * @param slices credit of it that api processes hold
 */
public record AccountBooks(
    AccountId account, Money balance, Money held, Money ledger, Money requests, Money slices) {

  public List<Difference> differences() {
    var found = new ArrayList<Difference>();
    if (!balance.equals(ledger)) {
      found.add(difference(Kind.BALANCE, "the sum of the ledger entries", ledger, balance));
    }
    var holds = requests.plus(slices);
    if (!held.equals(holds)) {
      found.add(
          difference(
              Kind.HELD,
              "%s for requests in flight, %s in slices".formatted(requests, slices),
              holds,
              held));
    }
    return found;
  }

  private Difference difference(Kind kind, String about, Money expected, Money there) {
    return new Difference(
        kind, account, Optional.empty(), about, expected.toString(), there.toString());
  }
}
