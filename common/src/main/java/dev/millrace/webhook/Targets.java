package dev.millrace.webhook;

import io.smallrye.mutiny.Uni;

/** Looks at callers' addresses right before they are called. */
public interface Targets {
  /** What the address comes to now. Never fails. */
  Uni<Target> look(String url);
}
