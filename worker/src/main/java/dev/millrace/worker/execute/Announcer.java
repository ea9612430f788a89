package dev.millrace.worker.execute;

import dev.millrace.event.EventLog;
import dev.millrace.event.RequestEvent;
import dev.millrace.provider.Pause;
import dev.millrace.queue.GroupCommit;
import dev.millrace.queue.GroupCommitLimits;
import dev.millrace.queue.Spacing;
import dev.millrace.queue.UntilKept;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/**
 * Announces transitions, and goes on trying while Kafka is away. What comes at the same time is
 * sent together: a send costs the broker the same with one event as with many.
 */
@ApplicationScoped
public class Announcer {
  private static final Duration APART = Duration.ofMillis(25);
  private static final int MOST = 1_000;

  /** Far beyond what a worker runs at once; nothing is refused. */
  private static final GroupCommitLimits LIMITS = new GroupCommitLimits(MOST, 1, Integer.MAX_VALUE);

  private final GroupCommit<List<RequestEvent>, Boolean> batches;
  private final UntilKept announcing = new UntilKept("announcing");

  @Inject
  Announcer(EventLog events, Pause pause, InstantSource clock) {
    this(events, new Spacing(APART, clock), pause::lasting);
  }

  Announcer(EventLog events, Spacing spacing, Function<Duration, Uni<Void>> pause) {
    this.batches =
        new GroupCommit<>(
            LIMITS,
            spacing,
            pause,
            batch ->
                announcing
                    .insist(Uni.createFrom().deferred(() -> events.announce(joined(batch))))
                    .map(kept -> Collections.nCopies(batch.size(), true)));
  }

  private static List<RequestEvent> joined(List<List<RequestEvent>> batch) {
    return batch.stream().flatMap(List::stream).toList();
  }

  /** Ends when the events are kept; never fails. */
  public Uni<Void> announce(List<RequestEvent> transitions) {
    return batches.add(transitions).replaceWithVoid();
  }
}
