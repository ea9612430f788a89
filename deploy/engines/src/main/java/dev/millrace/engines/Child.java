package dev.millrace.engines;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One run of a process at its {@link Tether}. */
public final class Child {
  private static final Duration GLANCE = Duration.ofMillis(5);
  private static final Duration KILL_TAKES = Duration.ofSeconds(5);

  private final Process tether;
  private final Optional<ProcessHandle> process;
  private final Duration grace;
  private final CompletableFuture<Integer> exit = new CompletableFuture<>();

  private Child(Process tether, Optional<ProcessHandle> process, Duration grace) {
    this.tether = tether;
    this.process = process;
    this.grace = grace;
  }

  static Child awaitPid(Process tether, Path pidFile, Duration grace)
      throws IOException, InterruptedException {
    while (!Files.exists(pidFile) && !tether.waitFor(GLANCE.toMillis(), TimeUnit.MILLISECONDS)) {}
    var child = new Child(tether, readPid(pidFile).flatMap(ProcessHandle::of), grace);
    Thread.ofPlatform().daemon().name("end of " + pidFile.getFileName()).start(child::watch);
    return child;
  }

  /** Empty when the process ended so soon that the tether has removed the file again. */
  private static Optional<Long> readPid(Path pidFile) throws IOException {
    try {
      return Optional.of(Long.parseLong(Files.readString(pidFile).strip()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /**
   * On a thread of its own, because {@link Process#onExit} would run on a pool that others can
   * block.
   *
   * <p>Somebody may kill the tether instead of the process; that must not leave the process behind.
   */
  private void watch() {
    try {
      var status = tether.waitFor();
      process.ifPresent(Child::destroy);
      exit.complete(status);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      exit.completeExceptionally(e);
    }
  }

  private static void destroy(ProcessHandle process) {
    if (process.destroyForcibly()) {
      awaitEnd(process);
    }
  }

  /** The process itself, not its tether. Empty when it ended before anyone could ask. */
  public Optional<Long> pid() {
    return process.map(ProcessHandle::pid);
  }

  public boolean isAlive() {
    return !exit.isDone();
  }

  /** Completes with the exit status; more than 128 means that a signal ended it. */
  public CompletableFuture<Integer> onExit() {
    return exit.copy();
  }

  /** Whether the process ends within this time. */
  public boolean endsWithin(Duration time) throws InterruptedException {
    try {
      exit.get(time.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("the end of a process could not be observed", e);
    }
  }

  /** Asks it to end, and ends it by force after its grace. Returns when it is gone. */
  public void stop() throws InterruptedException {
    sayStop();
    if (!endsWithin(grace.plus(KILL_TAKES))) {
      kill();
    }
  }

  private void sayStop() {
    try (var pipe = tether.getOutputStream()) {
      pipe.write("stop\n".getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      // The pipe has no reader any more: the process has ended by itself, which is what we want.
    }
  }

  /**
   * Ends it as {@code kill -9} does. Returns when it and all that it started are gone: PostgreSQL's
   * own children, for one, outlive it by some milliseconds and would keep its data locked.
   */
  public void kill() throws InterruptedException {
    var offspring = process.map(p -> p.descendants().toList()).orElse(List.of());
    process.ifPresent(ProcessHandle::destroyForcibly);
    offspring.forEach(Child::awaitOrDestroy);
    if (!endsWithin(KILL_TAKES)) {
      tether.destroyForcibly().waitFor();
    }
  }

  private static void awaitOrDestroy(ProcessHandle process) {
    awaitEnd(process);
    process.destroyForcibly();
  }

  /** Not for ever: where nobody reaps orphans, a dead one looks alive. */
  private static void awaitEnd(ProcessHandle process) {
    process
        .onExit()
        .completeOnTimeout(process, KILL_TAKES.toMillis(), TimeUnit.MILLISECONDS)
        .join();
  }
}
