package dev.millrace.route;

import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Tells one running attempt to stop. The first reason stands; any thread may give it. */
public final class StopSignal {
  private final CompletableFuture<Stop> told = new CompletableFuture<>();

  public void tell(Stop reason) {
    told.complete(reason);
  }

  /** Empty while the attempt is to go on. */
  public Optional<Stop> reason() {
    return Optional.ofNullable(told.getNow(null));
  }

  /** Has an item once there is a reason. Unsubscribing changes nothing for the others. */
  public Uni<Stop> asked() {
    return Uni.createFrom().emitter(emitter -> told.thenAccept(emitter::complete));
  }
}
