package dev.millrace.queue;

import io.smallrye.mutiny.Uni;

/**
 * Finds requests that still wait although the workers have acknowledged their dispatch records, and
 * dispatches them again. There should be none: each one found is a fault of ours.
 */
public interface SafetyNet {
  /**
   * Walks the rows of one partition from where the last walk ended up to {@code acknowledged}; does
   * nothing while another worker walks it.
   *
   * @param acknowledged the first offset that is not acknowledged
   * @return how many requests were dispatched again
   */
  Uni<Integer> walk(DispatchPosition acknowledged);
}
