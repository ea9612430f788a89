package dev.millrace.ledger.audit;

import dev.millrace.account.AccountId;
import dev.millrace.ledger.audit.Difference.Kind;
import dev.millrace.money.Money;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A spend cap, and what it follows from.
 *
 * @param name which one it is, in words
 * @param underWay what the requests and slices that it caps hold
 * @param charged what was charged in its period
 */
public record CapBooks(
    AccountId account, String name, Money held, Money spent, Money underWay, Money charged) {

  public List<Difference> differences() {
    var found = new ArrayList<Difference>();
    compare(Kind.CAP_HELD, underWay, held, found);
    compare(Kind.CAP_SPENT, charged, spent, found);
    return found;
  }

  private void compare(Kind kind, Money expected, Money there, List<Difference> found) {
    if (!expected.equals(there)) {
      found.add(
          new Difference(
              kind, account, Optional.empty(), name, expected.toString(), there.toString()));
    }
  }
}
