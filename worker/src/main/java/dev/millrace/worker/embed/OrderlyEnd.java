package dev.millrace.worker.embed;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import sun.misc.Signal;

/**
 * Has a process that is told to end finish its work before the JVM begins to end. The ONNX runtime
 * frees its memory in a shutdown hook; those run all at once, and whoever still loads or runs a
 * model then crashes the process.
 */
@Singleton
final class OrderlyEnd {
  private static final String TERMINATE = "TERM";

  /** As shells count: 128 and the number of the signal. */
  private static final int TERMINATED = 128 + 15;

  void listen(@Observes StartupEvent start) {
    if (LaunchMode.current() == LaunchMode.NORMAL) {
      Signal.handle(new Signal(TERMINATE), told -> Quarkus.asyncExit(TERMINATED));
    }
  }
}
