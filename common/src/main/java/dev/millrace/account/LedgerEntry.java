package dev.millrace.account;

import dev.millrace.money.Money;
import dev.millrace.request.RequestId;
import java.time.Instant;
import java.util.Optional;

/**
 * One movement of an account's money. The entries of an account sum to its balance.
 *
 * @param id counts up; later entries of an account have larger ones
 * @param amount signed: credits add, charges take; zero for a release
 * @param released the hold that ended with a charge or a release; zero for all else
 */
public record LedgerEntry(
    long id,
    Instant at,
    Kind kind,
    Money amount,
    Money released,
    Optional<RequestId> request,
    Optional<String> rateCard,
    String reason) {

  /** Why money moved. In lower case these are the values on the wire and in the column. */
  public enum Kind {
    CREDIT,
    CHARGE,
    /** A request ended without a charge; the reason names its end. */
    RELEASE,
    REFUND,
    ADJUSTMENT
  }
}
