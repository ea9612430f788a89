package dev.millrace.api.http.key;

import dev.millrace.account.KeyOwner;
import dev.millrace.ledger.KeyRing;
import io.smallrye.mutiny.Uni;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A key ring in memory that can be slow or away, and counts how often it is asked. */
final class KeysOnPaper implements KeyRing {
  private final Map<String, KeyOwner> owners = new HashMap<>();
  private CompletableFuture<Void> gate = CompletableFuture.completedFuture(null);
  private boolean away;
  private int lookUps;

  void write(String sha256, KeyOwner owner) {
    owners.put(sha256, owner);
  }

  void strike(String sha256) {
    owners.remove(sha256);
  }

  void goAway() {
    away = true;
  }

  /** From now on answers wait for {@link #release()}. */
  void hold() {
    gate = new CompletableFuture<>();
  }

  void release() {
    gate.complete(null);
  }

  int lookUps() {
    return lookUps;
  }

  @Override
  public Uni<Optional<KeyOwner>> ownerOf(String sha256) {
    lookUps++;
    return away
        ? Uni.createFrom().failure(new IllegalStateException("away"))
        : Uni.createFrom()
            .completionStage(gate)
            .map(open -> Optional.ofNullable(owners.get(sha256)));
  }
}
