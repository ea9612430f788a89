package dev.millrace.model.file;

import io.quarkus.runtime.Startup;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
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
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("catalogue-watch").daemon().factory());

  CatalogueWatch(CatalogueFile file, CatalogueConfig config) {
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
