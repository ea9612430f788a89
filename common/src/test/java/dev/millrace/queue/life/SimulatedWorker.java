package dev.millrace.queue.life;

import dev.millrace.queue.Claim;
import dev.millrace.queue.WorkerId;
import dev.millrace.request.RequestId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A worker as the database knows it: a name, a heartbeat, and the claims it was given. */
final class SimulatedWorker {
  private final WorkerId id = new WorkerId(UUID.randomUUID());
  private final List<Claim> running = new ArrayList<>();
  private final List<Claim> settled = new ArrayList<>();
  private Instant beat = Instant.MIN;
  private boolean stalled;

  WorkerId id() {
    return id;
  }

  boolean isAwake() {
    return !stalled;
  }

  void stall() {
    stalled = true;
  }

  void wake() {
    stalled = false;
  }

  void beatAt(Instant now) {
    beat = now;
  }

  boolean isSilentSince(Instant bound) {
    return beat.isBefore(bound);
  }

  void given(Claim claim) {
    running.add(claim);
  }

  void ended(Claim claim) {
    running.remove(claim);
    settled.add(claim);
  }

  List<Claim> running() {
    return List.copyOf(running);
  }

  /** The claim on that request, or else another one. */
  Optional<Claim> running(Optional<RequestId> preferred, int otherwise) {
    return choose(running, preferred, otherwise);
  }

  Optional<Claim> settled(Optional<RequestId> preferred, int otherwise) {
    return choose(settled, preferred, otherwise);
  }

  private static Optional<Claim> choose(
      List<Claim> claims, Optional<RequestId> preferred, int otherwise) {
    if (claims.isEmpty()) {
      return Optional.empty();
    }
    return claims.stream()
        .filter(claim -> preferred.filter(claim.request()::equals).isPresent())
        .findFirst()
        .or(() -> Optional.of(claims.get(otherwise % claims.size())));
  }
}
