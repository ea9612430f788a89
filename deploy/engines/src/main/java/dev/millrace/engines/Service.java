package dev.millrace.engines;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * A long-running child process that answers on a port. It can be stopped or killed, and started
 * again with the same port and the same data.
 */
public abstract class Service {
  private static final Duration BETWEEN_PROBES = Duration.ofMillis(40);
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int TAIL_LINES = 20;

  private final String name;
  private final Tether tether;
  private volatile Child child;

  protected Service(String name, Tether tether) {
    this.name = name;
    this.tether = tether;
  }

  /** How to run it. Called before every run, so that it can also put data and settings in place. */
  protected abstract Launch launch() throws IOException, InterruptedException;

  /** Whether it does its work, which is more than having its port open. */
  protected abstract boolean answers() throws IOException;

  protected final Tether tether() {
    return tether;
  }

  public final String name() {
    return name;
  }

  public final Path log() {
    return tether.log(name);
  }

  /**
   * Returns when it answers; does nothing when it runs already.
   *
   * @throws StartFailure when it ends before it answers, or does not answer within two minutes
   */
  public final void start() {
    if (isAlive()) {
      return;
    }
    run();
    awaitAnswer(PATIENCE);
  }

  /** Starts the process without waiting for an answer. */
  public final void run() {
    interruptibly(() -> child = tether.start(launch()));
  }

  /** Returns when the process answers. */
  public final void awaitAnswer(Duration patience) {
    var deadline = System.nanoTime() + patience.toNanos();
    interruptibly(
        () -> {
          while (!answersNow()) {
            if (child.endsWithin(BETWEEN_PROBES)) {
              throw new StartFailure(
                  "%s ended with status %d before it answered; its log is %s"
                      .formatted(name, child.onExit().join(), log()));
            }
            if (System.nanoTime() > deadline) {
              throw new StartFailure(
                  "%s did not answer within %d s; its log is %s"
                      .formatted(name, patience.toSeconds(), log()));
            }
          }
        });
  }

  /** A refused or broken connection is the usual sign of a service that is still starting. */
  private boolean answersNow() {
    try {
      return answers();
    } catch (IOException e) {
      return false;
    }
  }

  /** Ends it in good order and returns when it is gone. */
  public final void stop() {
    if (child != null) {
      interruptibly(child::stop);
    }
  }

  /** Ends it as {@code kill -9} does and returns when it is gone. */
  public final void kill() {
    if (child != null) {
      interruptibly(child::kill);
    }
  }

  public final boolean isAlive() {
    return child != null && child.isAlive();
  }

  /** The process that does the work, as in its pid file. */
  public final long pid() {
    if (!isAlive()) {
      throw new IllegalStateException(name + " does not run");
    }
    return child.pid().orElseThrow();
  }

  /** Completes with the exit status of the present run. */
  public final CompletableFuture<Integer> onExit() {
    return child.onExit();
  }

  /** The last lines of the log: the first thing that anyone wants to see of a failed start. */
  public final String logTail() {
    try {
      var lines = Files.readString(log()).lines().toList();
      return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    } catch (IOException e) {
      return "(%s cannot be read: %s)".formatted(log(), e.getMessage());
    }
  }

  private void interruptibly(Step step) {
    try {
      step.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartFailure(name + ": interrupted while waiting for it", e);
    } catch (IOException e) {
      throw new UncheckedIOException(name + ": " + e.getMessage(), e);
    }
  }

  private interface Step {
    void take() throws IOException, InterruptedException;
  }
}
