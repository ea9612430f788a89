package dev.millrace.bench.speed;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** How long the whole platform needs to start where it has run before. */
record WholeStart(Path root, Path home) {
  private static final int REQUESTS = 100;

  /** Starts it for the first time, which does not count, and leaves requests behind. */
  void prepare(EchoCaller caller)
      throws IOException, InterruptedException, ExecutionException, TimeoutException {
    try (var platform = WholePlatform.start(root, home)) {
      platform.awaitReady();
      var target = platform.target();
      for (int i = 0; i < REQUESTS; i++) {
        caller.awaitCompleted(target, caller.submit(target).id());
      }
    }
  }

  /** From the start of its first process until it is ready; returns when it has stopped again. */
  Duration once() throws IOException, InterruptedException, ExecutionException, TimeoutException {
    try (var platform = WholePlatform.start(root, home)) {
      return platform.awaitReady();
    }
  }
}
