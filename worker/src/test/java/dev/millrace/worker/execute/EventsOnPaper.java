package dev.millrace.worker.execute;

import dev.millrace.event.EventLog;
import dev.millrace.event.RequestEvent;
import dev.millrace.queue.Spacing;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;

/** Announcements, written down for a test to read. */
public final class EventsOnPaper implements EventLog {
  private final List<RequestEvent> events = new ArrayList<>();

  @Override
  public Uni<Void> announce(List<RequestEvent> announced) {
    return Uni.createFrom()
        .voidItem()
        .invoke(
            () -> {
              synchronized (this) {
                events.addAll(announced);
              }
            });
  }

  public synchronized List<RequestEvent> events() {
    return List.copyOf(events);
  }

  public Announcer announcer() {
    return new Announcer(this, Spacing.none(), time -> Uni.createFrom().voidItem());
  }
}
