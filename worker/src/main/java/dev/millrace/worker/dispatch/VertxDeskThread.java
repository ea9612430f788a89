package dev.millrace.worker.dispatch;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;

/** One Vert.x event-loop context as the desk's thread. */
final class VertxDeskThread implements DeskThread {
  private final Vertx vertx;
  private final Context context;

  VertxDeskThread(Vertx vertx) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
  }

  @Override
  public void execute(Runnable step) {
    context.runOnContext(ignored -> step.run());
  }

  @Override
  public void after(Duration delay, Runnable step) {
    // Rounded up: a step that comes early would have to wait once more.
    long millis = delay.plusNanos(999_999).toMillis();
    if (millis <= 0) {
      execute(step);
    } else {
      vertx.setTimer(millis, ignored -> execute(step));
    }
  }
}
