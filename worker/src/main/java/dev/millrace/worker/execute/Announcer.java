package dev.millrace.worker.execute;

import dev.millrace.event.EventLog;
import dev.millrace.event.RequestEvent;
import dev.millrace.queue.UntilKept;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Announces transitions, and goes on trying while Kafka is away. */
@ApplicationScoped
public class Announcer {
  private final EventLog events;
  private final UntilKept announcing = new UntilKept("announcing");

  Announcer(EventLog events) {
    this.events = events;
  }

  /** Ends when the events are kept; never fails. */
  public Uni<Void> announce(List<RequestEvent> transitions) {
    return announcing.insist(Uni.createFrom().deferred(() -> events.announce(transitions)));
  }
}
