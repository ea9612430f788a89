package dev.millrace.limit;

import io.smallrye.mutiny.Uni;
import java.util.List;

/**
 * How many calls are under way at the same time, on all nodes together. Contract:
 * CallSlotsContract.
 *
 * <p>Never more than the limit are granted. A slot that is given back is free for other nodes at
 * once where more than half of them are taken, else within a second. Those of a node that died are
 * free after {@code millrace.limits.presumed-dead-after}. No Uni fails: while the database does not
 * answer, calls are granted, since other bounds hold too.
 */
public interface CallSlots {
  /** For places without limits. */
  CallSlots UNBOUNDED = budgets -> Uni.createFrom().item(new Got.Slot(() -> {}));

  /** Takes one slot of each budget, or of none. */
  Uni<Got> take(List<Budget> budgets);

  /** What came of it. */
  sealed interface Got {
    /**
     * It may begin.
     *
     * @param giveBack to be called once, when it has ended
     */
    record Slot(Runnable giveBack) implements Got {}

    /** There are as many as there may be. */
    record Full(Budget budget) implements Got {}
  }
}
