package dev.millrace.standalone;

import dev.millrace.engines.Service;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** Services that start, and stop, side by side. */
final class Wave {
  private static final int SAY_SOMETHING_SECONDS = 5;

  private final Console console;
  private final List<Keeper> keepers;

  Wave(List<Service> services, Console console) {
    this.console = console;
    this.keepers = services.stream().map(service -> new Keeper(service, console)).toList();
  }

  /** Returns when all answer. */
  void start() throws InterruptedException {
    keepers.forEach(Keeper::start);
    var answers = keepers.stream().map(Keeper::firstAnswer).toArray(CompletableFuture<?>[]::new);
    while (!answeredSoon(answers)) {
      console.say("  still waiting for " + missing());
    }
  }

  /** Ends early when one of them has given up. */
  private static boolean answeredSoon(CompletableFuture<?>... answers) throws InterruptedException {
    try {
      firstFailureOrAll(answers).get(SAY_SOMETHING_SECONDS, TimeUnit.SECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    }
  }

  private static CompletableFuture<Void> firstFailureOrAll(CompletableFuture<?>... answers) {
    var all = CompletableFuture.allOf(answers);
    for (var answer : answers) {
      answer.exceptionally(
          failure -> {
            all.completeExceptionally(failure);
            return null;
          });
    }
    return all;
  }

  private String missing() {
    return keepers.stream()
        .filter(keeper -> !keeper.firstAnswer().isDone())
        .map(Keeper::name)
        .collect(Collectors.joining(", "));
  }

  /** Returns when all are gone. */
  void stop() {
    try (var threads = Executors.newCachedThreadPool()) {
      keepers.forEach(keeper -> threads.execute(keeper::release));
    }
  }
}
