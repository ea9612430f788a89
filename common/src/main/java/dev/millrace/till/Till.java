package dev.millrace.till;

import dev.millrace.account.Spender;
import dev.millrace.fault.Fault;
import dev.millrace.money.Money;
import io.smallrye.mutiny.Uni;

/**
 * Pays for calls that are answered to a waiting caller. Each process holds slices of accounts'
 * credit and spends them without asking the database; what all processes hold together never
 * exceeds what the account has. Contract: TillContract.
 */
public interface Till {
  /** What became of a wish to spend. */
  sealed interface Reserved {
    /** It is set aside, until its call is settled. */
    record Granted(Reservation reservation) implements Reserved {}

    /** The account's credit, or a spend cap, does not cover it. Nothing is set aside. */
    record Refused(Fault fault) implements Reserved {}
  }

  /**
   * Sets credit aside for a call. At once and on the calling thread while this process holds
   * enough; otherwise after the database, and perhaps other processes, were asked. A call is
   * refused only when no process holds anything of the account that is not in use.
   *
   * <p>Fails with a {@link dev.millrace.fault.FaultException} of ENGINE_UNAVAILABLE when more
   * credit is needed and the database does not answer.
   */
  Uni<Reserved> reserve(Spender spender, Money amount);

  /**
   * Ends a call: charges it, gives back what was reserved beyond, and keeps the call in the
   * history. Each reservation must come here once, whatever became of its call; a second time
   * changes nothing.
   *
   * <p>The Uni has its item once that is committed. Nobody has to wait for it: it goes on without a
   * subscriber, is written in batches, and is tried again for as long as the database is away.
   */
  Uni<Void> settle(Reservation reservation, EndedCall call);
}
