package dev.millrace.context;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.Executor;

/**
 * Runs what is left to do on the Vert.x context of whoever asked: at once where that is the context
 * already, or where he had none.
 *
 * @param context null when he had none
 */
public record CallerContext(Context context) implements Executor {
  /** That of whoever calls this. */
  public static CallerContext current() {
    return new CallerContext(Vertx.currentContext());
  }

  /**
   * The same answer, on the context of whoever calls this. Without it, a look-up that several share
   * would end for all of them on the context of the first.
   */
  public static <T> Uni<T> home(Uni<T> elsewhere) {
    return elsewhere.emitOn(current());
  }

  @Override
  public void execute(Runnable task) {
    if (context == null || context == Vertx.currentContext()) {
      task.run();
    } else {
      context.runOnContext(turn -> task.run());
    }
  }
}
