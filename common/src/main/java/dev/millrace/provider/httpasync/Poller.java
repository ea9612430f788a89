package dev.millrace.provider.httpasync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.millrace.fault.FaultException;
import dev.millrace.provider.Pause;
import dev.millrace.provider.httpasync.Words.Standing;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;

/**
 * Asks how one run stands until it has ended. Calls of one run follow each other, so plain fields
 * suffice.
 *
 * <p>A question that fails for a passing reason is asked again: the run goes on upstream, and
 * giving it up would pay for it twice.
 */
final class Poller {
  /** Questions that may fail in a row. */
  private static final int PATIENCE = 5;

  private static final Answer NO_ANSWER = new Answer(Standing.RUNNING, MissingNode.getInstance());

  private final Uni<JsonNode> question;
  private final Words words;
  private final PollPace pace;
  private final Pause pause;
  private int asked;
  private int failedInARow;
  private Duration demanded = Duration.ZERO;

  Poller(Uni<JsonNode> question, Words words, PollPace pace, Pause pause) {
    this.question = question;
    this.words = words;
    this.pace = pace;
    this.pause = pause;
  }

  /** The first status that is not {@link Standing#RUNNING}, with the reply that says so. */
  record Answer(Standing standing, JsonNode status) {
    boolean isRunning() {
      return standing == Standing.RUNNING;
    }
  }

  /** Fails with a {@link FaultException} when the upstream does not answer, or answers nonsense. */
  Uni<Answer> untilEnded() {
    return Uni.createFrom()
        .deferred(this::askOnce)
        .repeat()
        .whilst(Answer::isRunning)
        .collect()
        .last();
  }

  private Uni<Answer> askOnce() {
    return pause
        .lasting(nextWait())
        .chain(() -> question)
        .map(Optional::of)
        .onFailure(this::isWorthAskingAgain)
        .recoverWithItem(Optional.empty())
        .map(status -> status.map(this::answered).orElse(NO_ANSWER));
  }

  private Duration nextWait() {
    var wait = pace.before(asked++);
    return wait.compareTo(demanded) >= 0 ? wait : demanded;
  }

  private Answer answered(JsonNode status) {
    var answer = new Answer(words.in(status), status);
    failedInARow = 0;
    demanded = Duration.ZERO;
    return answer;
  }

  private boolean isWorthAskingAgain(Throwable failure) {
    if (failure instanceof FaultException broken && broken.fault().code().isRetryable()) {
      demanded = broken.fault().retryAfter().orElse(Duration.ZERO);
      return ++failedInARow <= PATIENCE;
    }
    return false;
  }
}
