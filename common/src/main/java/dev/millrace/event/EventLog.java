package dev.millrace.event;

import io.smallrye.mutiny.Uni;
import java.util.List;

/** Where transitions are announced, in one order for each account. */
public interface EventLog {
  /** Announces all events; the Uni ends when they are kept, and fails when they may not be. */
  Uni<Void> announce(List<RequestEvent> events);
}
