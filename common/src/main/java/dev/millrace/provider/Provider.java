package dev.millrace.provider;

import dev.millrace.model.Route;
import dev.millrace.request.Outcome;
import io.smallrye.mutiny.Uni;
import java.util.List;

/**
 * Runs a model on an input upstream. Contract: {@code ProviderContract} in the tests; every adapter
 * passes it.
 */
public interface Provider {
  /** The name by which routes choose this provider. */
  String dialect();

  /**
   * What is wrong with a route's settings, in sentences that name the field; empty when all is
   * well. The catalogue asks before it takes a route, so that {@link #run} sees good settings only.
   */
  List<String> problems(Route route);

  /**
   * Runs one attempt.
   *
   * <p>Whatever the upstream does becomes an {@link Outcome}; the Uni fails only by a bug.
   * Cancelling the subscription stops the attempt: the connection is closed, and the upstream's own
   * cancel is called where it has one. Nothing here blocks the calling thread.
   */
  Uni<Outcome> run(Call call);
}
