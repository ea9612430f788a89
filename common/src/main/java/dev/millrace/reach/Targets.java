package dev.millrace.reach;

import io.smallrye.mutiny.Uni;

/** Looks at addresses that somebody else chose, right before they are called. */
public interface Targets {
  /**
   * What the address comes to now. Names are resolved, and every address that they stand for must
   * be within reach. Never fails.
   */
  Uni<Target> look(String url, Reach reach);
}
