package dev.millrace.ledger.audit;

import dev.millrace.account.AccountId;
import dev.millrace.request.RequestId;
import java.util.Optional;

/**
 * Something that is not what it follows from.
 *
 * @param request of which it is true, when it is of one
 * @param about what exactly, in words
 * @param expected recomputed; amounts in dollars
 * @param found as it is kept
 */
public record Difference(
    Kind kind,
    AccountId account,
    Optional<RequestId> request,
    String about,
    String expected,
    String found) {

  /** What differs. In lower case these are the values on the wire. */
  public enum Kind {
    /** An account's balance is not the sum of its ledger entries. */
    BALANCE,
    /** An account's held credit is not what its requests in flight and its slices hold. */
    HELD,
    /** A request's charge is not what its usage costs by its rate card, within its hold. */
    CHARGE,
    /** A request's charge is not what its ledger entry took. */
    CHARGE_ENTRY,
    /** A request has another number of charges and releases in the ledger than its end asks for. */
    END_ENTRIES,
    /** A ledger entry released another amount than the request held. */
    RELEASED,
    /** A charge names another rate card than its request, or one that was never kept. */
    RATE_CARD,
    /** A kept usage cannot be read. */
    USAGE,
    /** More was given back than was charged. */
    REFUND,
    /** A ledger entry names a request that its account does not have. */
    STRAY_ENTRY,
    /** A spend cap holds another amount than what it caps has in flight. */
    CAP_HELD,
    /** A spend cap has spent another amount than what was charged in its period. */
    CAP_SPENT,
    /** A day's count is not what ended on that day. */
    DAY
  }
}
