package dev.millrace.worker.dispatch;

import dev.millrace.queue.Liveness;
import dev.millrace.queue.Recall;
import dev.millrace.queue.RequestQueue;
import dev.millrace.queue.WorkerId;
import dev.millrace.worker.execute.ExecuteConfig;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Says that this worker lives, once for all that it runs, and asks which of that it is to give up.
 */
final class Heart {
  private static final Logger LOG = Logger.getLogger(Heart.class);
  private static final Duration START_BOUND = Duration.ofSeconds(30);
  private static final Duration STOP_BOUND = Duration.ofSeconds(3);
  private static final Duration FORGET_AFTER = Duration.ofHours(1);

  private final WorkerId me;
  private final Liveness liveness;
  private final RequestQueue queue;
  private final Consumer<List<Recall>> recalled;
  private final RunningRequests running;
  private final DeskThread thread;
  private final InstantSource clock;
  private final ExecuteConfig config;
  private final String host = hostName();
  private final AtomicBoolean stopped = new AtomicBoolean();

  Heart(
      WorkerId me,
      Liveness liveness,
      RequestQueue queue,
      Consumer<List<Recall>> recalled,
      RunningRequests running,
      DeskThread thread,
      InstantSource clock,
      ExecuteConfig config) {
    this.me = me;
    this.liveness = liveness;
    this.queue = queue;
    this.recalled = recalled;
    this.running = running;
    this.thread = thread;
    this.clock = clock;
    this.config = config;
  }

  void start() {
    liveness.beat(me, host, clock.instant()).await().atMost(START_BOUND);
    thread.after(config.heartbeatEvery(), this::beat);
    thread.after(config.cancelCheckEvery(), this::askForRecalls);
  }

  /** Says good-bye, so that whatever it still ran is taken over at once. */
  void stop() {
    stopped.set(true);
    try {
      liveness.end(me, clock.instant().minus(FORGET_AFTER)).await().atMost(STOP_BOUND);
    } catch (RuntimeException e) {
      LOG.warnf(
          "could not say good-bye; others notice after presumed-dead-after: %s", e.getMessage());
    }
  }

  private void beat() {
    if (stopped.get()) {
      return;
    }
    liveness
        .beat(me, host, clock.instant())
        .onFailure()
        .invoke(failure -> LOG.warnf("heartbeat not written: %s", failure.getMessage()))
        .onTermination()
        .invoke(() -> thread.after(config.heartbeatEvery(), this::beat))
        .subscribe()
        .with(ignored -> {}, failure -> {});
  }

  private void askForRecalls() {
    if (stopped.get()) {
      return;
    }
    var attempts = running.attempts();
    if (attempts.isEmpty()) {
      thread.after(config.cancelCheckEvery(), this::askForRecalls);
      return;
    }
    queue
        .recalls(me, attempts)
        .onFailure()
        .invoke(failure -> LOG.debugf("recalls not asked for: %s", failure.getMessage()))
        .onTermination()
        .invoke(() -> thread.after(config.cancelCheckEvery(), this::askForRecalls))
        .subscribe()
        .with(recalled, failure -> {});
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }
}
