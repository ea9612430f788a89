package dev.millrace.bench.cluster;

import dev.millrace.bench.Target;
import dev.millrace.bench.cluster.Caller.Answer;
import dev.millrace.request.RequestId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * Callers that submit without end, and go on trying whatever they are answered. Every answer is
 * kept.
 */
public final class SteadyLoad implements AutoCloseable {
  private static final int ECHO_CALLERS = 8;
  private static final int SLEEP_CALLERS = 3;
  private static final Duration BETWEEN_CALLS = Duration.ofMillis(20);
  private static final Duration AFTER_REFUSAL = Duration.ofMillis(100);

  private final Caller caller;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ConcurrentLinkedQueue<Answer> answers = new ConcurrentLinkedQueue<>();
  private volatile boolean ended;

  private SteadyLoad(Caller caller) {
    this.caller = caller;
  }

  public static SteadyLoad on(Target target) {
    var caller = new Caller(target);
    var load = new SteadyLoad(caller);
    for (int i = 0; i < ECHO_CALLERS; i++) {
      load.threads.submit(() -> load.repeat(caller::echo));
    }
    for (int i = 0; i < SLEEP_CALLERS; i++) {
      load.threads.submit(
          () -> load.repeat(() -> caller.sleep(ThreadLocalRandom.current().nextInt(1, 4))));
    }
    return load;
  }

  private Void repeat(Callable<Answer> call) throws Exception {
    while (!ended) {
      var answer = call.call();
      answers.add(answer);
      Thread.sleep(answer.isAcknowledged() ? BETWEEN_CALLS : AFTER_REFUSAL);
    }
    return null;
  }

  public List<Answer> answers() {
    return List.copyOf(answers);
  }

  public List<Answer> refusals() {
    return answers.stream().filter(answer -> !answer.isAcknowledged()).toList();
  }

  public Set<RequestId> acknowledged() {
    return answers.stream().map(Answer::id).flatMap(Optional::stream).collect(Collectors.toSet());
  }

  /**
   * Waits for an acknowledgement that comes after {@code nanoTime}.
   *
   * @return how long after
   */
  public Duration awaitAcknowledgedAfter(long nanoTime, Duration within)
      throws InterruptedException, TimeoutException {
    while (System.nanoTime() - nanoTime < within.toNanos()) {
      var first =
          answers.stream()
              .filter(answer -> answer.isAcknowledged() && answer.at() >= nanoTime)
              .findFirst();
      if (first.isPresent()) {
        return Duration.ofNanos(first.get().at() - nanoTime);
      }
      Thread.sleep(BETWEEN_CALLS);
    }
    throw new TimeoutException("nothing was acknowledged within " + within);
  }

  /** Lets it go on for a while. */
  public void goOn(Duration time) throws InterruptedException {
    Thread.sleep(time);
  }

  /** Returns when every caller has its last answer. */
  @Override
  public void close() {
    ended = true;
    threads.close();
    caller.close();
  }
}
