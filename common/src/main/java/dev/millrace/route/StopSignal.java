package dev.millrace.route;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tells one running attempt to stop. The first reason stands; any thread may give it. It keeps
 * nobody who has unsubscribed: else all of a run would stay until its request has been settled.
 */
public final class StopSignal {
  private final List<UniEmitter<? super Stop>> listeners = new ArrayList<>(2);
  private Stop told;

  public void tell(Stop reason) {
    heardBy(reason).forEach(listener -> listener.complete(reason));
  }

  private synchronized List<UniEmitter<? super Stop>> heardBy(Stop reason) {
    if (told != null) {
      return List.of();
    }
    told = reason;
    return List.copyOf(listeners);
  }

  /** Empty while the attempt is to go on. */
  public synchronized Optional<Stop> reason() {
    return Optional.ofNullable(told);
  }

  /** Has an item once there is a reason. Unsubscribing changes nothing for the others. */
  public Uni<Stop> asked() {
    return Uni.createFrom().emitter(listener -> listen(listener));
  }

  private void listen(UniEmitter<? super Stop> listener) {
    add(listener);
    listener.onTermination(() -> remove(listener));
    reason().ifPresent(listener::complete);
  }

  private synchronized void add(UniEmitter<? super Stop> listener) {
    listeners.add(listener);
  }

  private synchronized void remove(UniEmitter<? super Stop> listener) {
    listeners.remove(listener);
  }

  /** How many would hear a reason. */
  synchronized int listeners() {
    return listeners.size();
  }
}
