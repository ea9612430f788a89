package dev.millrace.provider;

import dev.millrace.request.Outcome;
import io.smallrye.mutiny.Uni;

/**
 * Runs a model on an input upstream. Contract: {@code ProviderContract} in the tests; every adapter
 * passes it.
 */
public interface Provider {
  /** The name by which routes choose this provider. */
  String dialect();

  /**
   * Runs one attempt.
   *
   * <p>Whatever the upstream does becomes an {@link Outcome}; the Uni fails only by a bug.
   * Cancelling the subscription stops the attempt: the connection is closed, and the upstream's own
   * cancel is called where it has one. Nothing here blocks the calling thread.
   */
  Uni<Outcome> run(Call call);
}
