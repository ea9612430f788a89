package dev.millrace.provider;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Waits without a thread. */
@Singleton
public final class Pause {
  private final Vertx vertx;

  public Pause(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Completes when the time has passed; at once when there is none. Cancelling ends the timer. */
  public Uni<Void> lasting(Duration time) {
    long millis = time.toMillis();
    if (millis <= 0) {
      return Uni.createFrom().voidItem();
    }
    return Uni.createFrom()
        .emitter(
            emitter -> {
              long timer = vertx.setTimer(millis, fired -> emitter.complete(null));
              emitter.onTermination(() -> vertx.cancelTimer(timer));
            });
  }
}
