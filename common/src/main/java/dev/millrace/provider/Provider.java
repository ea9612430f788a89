package dev.millrace.provider;

import dev.millrace.model.Route;
import dev.millrace.request.Outcome;
import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.util.List;
import java.util.Optional;

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
   * <p>Whatever the upstream does becomes an {@link Outcome}; the Uni fails only by a bug. Nothing
   * here blocks the calling thread.
   *
   * <p>Once {@link Call#cancelled()} has its item, the Uni ends with {@link Outcome.Cancelled} as
   * soon as the upstream was told by its own cancel, where it has one, and our connection is
   * closed; or with the upstream's output, when the cancel came too late for it.
   *
   * <p>Cancelling the subscription cuts the attempt short: the connection is closed at once, and
   * whether the upstream could be told is only logged.
   */
  Uni<Outcome> run(Call call);

  /**
   * The same way with an account's own key in place of ours; nothing of our account goes along.
   * Empty where this cannot be done.
   */
  default Optional<Route> withKey(Route route, OwnKey own) {
    return Optional.empty();
  }

  /** Where a route's runs are sent; empty when they stay here. */
  default Optional<URI> upstream(Route route) {
    return Optional.empty();
  }

  /** Whether this process can run what goes by a route; some models are in workers only. */
  default boolean isHere(Route route) {
    return true;
  }

  /**
   * Whether runs leave this process. A route to elsewhere is not called for a while when it fails
   * again and again; what runs here has nobody who could be spared.
   */
  default boolean isRemote() {
    return true;
  }
}
