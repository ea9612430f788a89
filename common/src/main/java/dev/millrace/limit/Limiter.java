package dev.millrace.limit;

import io.smallrye.mutiny.Uni;
import java.util.List;

/**
 * Counts calls and tokens, on all nodes together. Contract: LimiterContract.
 *
 * <p>A node may count a few calls of a large limit without having told the others: at the most a
 * four-hundredth of the smallest limit of the budget. So all nodes together grant each call that
 * the limit allows, and never more above it than that many times their number. Limits below 400 are
 * exact.
 *
 * <p>No Uni fails. While the database does not answer, each node grants what the limits allow as if
 * it were alone.
 */
public interface Limiter {
  /** Takes one call from each budget, or from none. */
  Uni<Taken> take(List<Budget> budgets);

  /** How the budget's limits on calls stand, shortest window first. */
  Uni<List<Level>> look(Budget budget);

  /**
   * Counts tokens that a call has read and written. They may be more than are left; then nothing is
   * granted until the windows that they take up are over.
   */
  Uni<Void> used(List<Budget> budgets, long tokens);
}
