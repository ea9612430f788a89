package dev.millrace.queue;

import io.smallrye.mutiny.Uni;
import java.util.List;

/** Puts records in the order in which workers will take them. */
public interface Dispatcher {
  /**
   * Fails at once when {@link #dispatch} is known to fail now, so that nobody locks anything first.
   */
  default Uni<Void> ready() {
    return Uni.createFrom().voidItem();
  }

  /**
   * Sends all records and waits until every replica that must have them has them.
   *
   * @return their positions, in the order of {@code records}; fails when one of them could not be
   *     acknowledged in time, and then some of the others may be in the log none the less
   */
  Uni<List<DispatchPosition>> dispatch(List<DispatchRecord> records);
}
