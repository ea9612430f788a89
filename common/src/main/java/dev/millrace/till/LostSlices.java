package dev.millrace.till;

import dev.millrace.money.Money;
import io.smallrye.mutiny.Uni;
import java.time.Instant;

/** Credit that dead processes held. */
public interface LostSlices {
  /**
   * What was given back to its accounts.
   *
   * @param nodes processes that are forgotten
   * @param amount the sum of what they held
   */
  record Returned(int nodes, Money amount) {}

  /**
   * Gives the slices of processes that have been silent since before {@code silentSince} back to
   * their accounts, and forgets these processes: should one of them live, it can spend nothing more
   * of them. Fails when the database does not answer.
   */
  Uni<Returned> giveBack(Instant silentSince);
}
