package dev.millrace.queue;

import io.smallrye.mutiny.Uni;
import java.time.Instant;

/** How workers say that they live: one row each. */
public interface Liveness {
  /** Says that {@code worker} lives at {@code now}; the first call makes its row. */
  Uni<Void> beat(WorkerId worker, String host, Instant now);

  /** Says that {@code worker} has ended, and forgets workers silent since {@code forgetBefore}. */
  Uni<Void> end(WorkerId worker, Instant forgetBefore);
}
