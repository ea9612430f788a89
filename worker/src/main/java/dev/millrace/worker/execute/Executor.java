package dev.millrace.worker.execute;

import dev.millrace.event.RequestEvent;
import dev.millrace.money.Money;
import dev.millrace.queue.Claim;
import dev.millrace.queue.Settled;
import dev.millrace.queue.Verdict;
import dev.millrace.request.RequestStatus;
import dev.millrace.route.StopSignal;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Takes a claim to its end: runs the attempt, settles it, announces what became of it. */
@ApplicationScoped
public class Executor {
  private static final Logger LOG = Logger.getLogger(Executor.class);

  private final AttemptRunner attempts;
  private final Settler settler;
  private final Announcer announcer;
  private final ExecutionMetrics metrics;
  private final TokenTally tally;

  Executor(
      AttemptRunner attempts,
      Settler settler,
      Announcer announcer,
      ExecutionMetrics metrics,
      TokenTally tally) {
    this.attempts = attempts;
    this.settler = settler;
    this.announcer = announcer;
    this.metrics = metrics;
    this.tally = tally;
  }

  /**
   * Never fails, and may take as long as the engines are away.
   *
   * @param stop tells it to stop, and why
   */
  public Uni<Ending> execute(Claim claim, StopSignal stop) {
    return attempts
        .run(claim, stop)
        .chain(verdict -> settler.settle(verdict).chain(settled -> end(verdict, settled)));
  }

  private Uni<Ending> end(Verdict.Of verdict, Settled settled) {
    if (!settled.applied()) {
      LOG.warnf(
          "claim lost; another worker runs a later attempt, this result is discarded request=%s"
              + " attempt=%d",
          verdict.claim().request(), verdict.claim().attempt());
      metrics.superseded();
      return Uni.createFrom().item(new Ending.Superseded());
    }
    var applied = applied(verdict, settled);
    metrics.settled(applied);
    tally.note(applied);
    return announcer
        .announce(List.of(event(applied, settled)))
        .replaceWith(() -> endingOf(applied.verdict()));
  }

  private static Verdict.Of applied(Verdict.Of given, Settled settled) {
    return settled
        .instead()
        .map(other -> new Verdict.Of(given.claim(), given.route(), other, given.at()))
        .orElse(given);
  }

  private static Ending endingOf(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Complete c -> new Ending.Terminal();
      case Verdict.Fail f -> new Ending.Terminal();
      case Verdict.Cancel c -> new Ending.Terminal();
      case Verdict.Retry r -> new Ending.Again(r.at());
      case Verdict.Postpone p -> new Ending.Again(p.at());
    };
  }

  private static RequestEvent event(Verdict.Of verdict, Settled settled) {
    return verdict
        .claim()
        .settled(settled, statusOf(verdict.verdict()), verdict.at(), ended(verdict.verdict()));
  }

  private static Optional<RequestEvent.Ended> ended(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Complete c ->
          Optional.of(
              new RequestEvent.Ended(
                  c.charge(), Optional.of(c.usage().providerTime()), Optional.empty()));
      case Verdict.Fail f ->
          Optional.of(new RequestEvent.Ended(Money.ZERO, Optional.empty(), Optional.of(f.fault())));
      case Verdict.Cancel c -> Optional.of(RequestEvent.Ended.CANCELLED);
      case Verdict.Retry r -> Optional.empty();
      case Verdict.Postpone p -> Optional.empty();
    };
  }

  static RequestStatus statusOf(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Complete c -> RequestStatus.COMPLETED;
      case Verdict.Fail f -> RequestStatus.FAILED;
      case Verdict.Cancel c -> RequestStatus.CANCELLED;
      case Verdict.Retry r -> RequestStatus.IN_QUEUE;
      case Verdict.Postpone p -> RequestStatus.IN_QUEUE;
    };
  }
}
