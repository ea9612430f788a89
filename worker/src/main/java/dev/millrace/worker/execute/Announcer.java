package dev.millrace.worker.execute;

import dev.millrace.event.EventLog;
import dev.millrace.event.RequestEvent;
import dev.millrace.fault.FaultException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/** Announces transitions, and goes on trying while Kafka is away. */
@ApplicationScoped
public class Announcer {
  private static final Logger LOG = Logger.getLogger(Announcer.class);
  private static final Duration FIRST_WAIT = Duration.ofMillis(100);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

  private final EventLog events;

  Announcer(EventLog events) {
    this.events = events;
  }

  /** Ends when the events are kept; never fails. */
  public Uni<Void> announce(List<RequestEvent> transitions) {
    return events
        .announce(transitions)
        .onFailure()
        .invoke(
            failure ->
                LOG.logf(
                    levelOf(failure),
                    "announcing %d transitions waits: %s",
                    transitions.size(),
                    failure.getMessage()))
        .onFailure()
        .retry()
        .withBackOff(FIRST_WAIT, LONGEST_WAIT)
        .indefinitely();
  }

  /** Who is told that Kafka is away, as everybody else is, has no news. */
  private static Logger.Level levelOf(Throwable failure) {
    return failure instanceof FaultException ? Logger.Level.DEBUG : Logger.Level.WARN;
  }
}
