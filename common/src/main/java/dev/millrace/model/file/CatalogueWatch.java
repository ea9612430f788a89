package dev.millrace.model.file;

import io.quarkus.runtime.Startup;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Looks at the catalogue's file again and again, on a thread of its own. File system events would
 * be missed on network mounts and on those of containers.
 */
@Singleton
@Startup
final class CatalogueWatch {
  private static final Duration SHORTEST = Duration.ofMillis(100);

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("catalogue-watch").daemon().factory());

  /** Refuses a pause that would keep a processor busy. */
  CatalogueWatch(CatalogueFile file, CatalogueConfig config) {
    if (config.checkEvery().compareTo(SHORTEST) < 0) {
      throw new IllegalArgumentException(
          "millrace.catalogue.check-every (%s) must be at least %s"
              .formatted(config.checkEvery(), SHORTEST));
    }
    if (file.mayChange()) {
      long pause = config.checkEvery().toMillis();
      var unused = thread.scheduleWithFixedDelay(file::look, pause, pause, TimeUnit.MILLISECONDS);
    }
  }

  @PreDestroy
  void stop() {
    thread.shutdownNow();
  }
}
