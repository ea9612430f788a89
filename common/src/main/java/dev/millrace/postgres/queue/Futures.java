package dev.millrace.postgres.queue;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import java.util.function.Supplier;

/**
 * The bridge between the SQL client's futures, which start at once and so can be pipelined, and the
 * ports' Unis, which start when somebody subscribes.
 */
final class Futures {
  private Futures() {}

  static <T> Uni<T> uni(Supplier<Future<T>> start) {
    return Uni.createFrom()
        .emitter(emitter -> start.get().onComplete(emitter::complete, emitter::fail));
  }

  /** Subscribes, and becomes what the Uni becomes. */
  static <T> Future<T> future(Uni<T> uni) {
    var promise = io.vertx.core.Promise.<T>promise();
    uni.subscribe().with(promise::complete, promise::fail);
    return promise.future();
  }
}
