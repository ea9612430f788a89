package dev.millrace.ledger.audit;

import dev.millrace.account.AccountId;
import dev.millrace.money.Money;
import dev.millrace.request.RequestId;
import dev.millrace.request.RequestStatus;
import java.util.Optional;

/**
 * A request, and what the ledger says of it.
 *
 * @param usage as it is kept; empty unless it completed
 * @param refunded what was given back
 */
public record RequestBooks(
    AccountId account,
    RequestId request,
    RequestStatus status,
    Money held,
    Money charged,
    String rateCard,
    Optional<String> usage,
    Ends ends,
    Money refunded) {

  /**
   * The entries that ended it.
   *
   * @param charge what the charges took together
   * @param released what all of them released together
   * @param rateCard of a charge
   */
  public record Ends(
      long charges, long releases, Money charge, Money released, Optional<String> rateCard) {
    /** How many charges and releases, in words. */
    String counts() {
      return "%d charges, %d releases".formatted(charges, releases);
    }
  }

  /** The entries that its end asks for. */
  Ends due() {
    var charges = status.isTerminal() && charged.compareTo(Money.ZERO) > 0 ? 1 : 0;
    var releases = status.isTerminal() && charges == 0 && held.compareTo(Money.ZERO) > 0 ? 1 : 0;
    return new Ends(
        charges,
        releases,
        charged,
        charges + releases == 0 ? Money.ZERO : held,
        Optional.of(rateCard).filter(card -> charges == 1));
  }

  /** Whether it completed, and cost something, before usage was kept. */
  public boolean isUnproven() {
    return status == RequestStatus.COMPLETED && usage.isEmpty();
  }
}
