package dev.millrace.worker.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.account.AccountId;
import dev.millrace.secret.MasterKeys;
import dev.millrace.secret.Sealer;
import dev.millrace.secret.TestSealer;
import dev.millrace.testing.Settings;
import dev.millrace.vault.Seals;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class RewrapperTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Vertx VERTX = Vertx.vertx();

  private final byte[] old = TestSealer.masterKey();
  private final byte[] fresh = TestSealer.masterKey();
  private final Sealer before = new Sealer(new MasterKeys(Map.of("old", old), "old"));
  private final Sealer between =
      new Sealer(new MasterKeys(Map.of("old", old, "new", fresh), "new"));
  private final Sealer after = new Sealer(new MasterKeys(Map.of("new", fresh), "new"));

  private final AccountId account = new AccountId(UUID.randomUUID());
  private final SealsInMemory seals = new SealsInMemory();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  @AfterAll
  static void close() {
    VERTX.close().toCompletionStage().toCompletableFuture().join();
  }

  /** Held, since a gauge does not hold what it shows. */
  private Rewrapper rewrapper;

  private void round(Sealer sealer) {
    rewrapper =
        new Rewrapper(VERTX, seals, sealer, registry, Settings.of(UpkeepConfig.class, Map.of()));
    rewrapper.round().await().atMost(SOON);
  }

  private void sealedBy(Sealer sealer, int howMany) {
    for (int made = 0; made < howMany; made++) {
      var id = UUID.randomUUID();
      seals.put(
          new Seals.Stored(
              made % 2 == 0 ? Seals.Store.SECRET : Seals.Store.PROVIDER_KEY,
              account,
              id,
              sealer.seal(account, id, "secret of " + id)));
    }
  }

  private double toRewrap() {
    return registry.get("millrace.secrets.to.rewrap").gauge().value();
  }

  @Test
  void oneRoundTakesEverythingOver() {
    sealedBy(before, 250);

    round(between);

    assertThat(seals.all())
        .hasSize(250)
        .allSatisfy(
            stored ->
                assertThat(after.open(account, stored.id(), stored.sealed()))
                    .isEqualTo("secret of " + stored.id()));
    assertThat(toRewrap()).isZero();
  }

  @Test
  void whatCannotBeUnwrappedStaysAndKeepsNothingElseBack() {
    sealedBy(TestSealer.under("lost"), 150);
    sealedBy(before, 150);

    round(between);

    assertThat(seals.all()).filteredOn(stored -> between.isCurrent(stored.sealed())).hasSize(150);
    assertThat(toRewrap()).isEqualTo(150);
  }

  @Test
  void withNothingToDoNothingIsLeft() {
    sealedBy(between, 3);

    round(between);

    assertThat(toRewrap()).isZero();
  }

  /** Sealed things in the order of their ids. */
  private static final class SealsInMemory implements Seals {
    private final Map<UUID, Stored> stored = new TreeMap<>();

    void put(Stored thing) {
      stored.put(thing.id(), thing);
    }

    List<Stored> all() {
      return List.copyOf(stored.values());
    }

    @Override
    public Uni<List<Stored>> notUnder(String masterKey, Optional<UUID> after, int most) {
      return Uni.createFrom()
          .item(
              () ->
                  stored.values().stream()
                      .filter(thing -> !thing.sealed().masterKey().equals(masterKey))
                      .filter(thing -> after.isEmpty() || thing.id().compareTo(after.get()) > 0)
                      .limit(most)
                      .toList());
    }

    @Override
    public Uni<Integer> rewrap(List<Rewrapped> things) {
      return Uni.createFrom()
          .item(
              () -> {
                things.forEach(
                    thing ->
                        put(
                            new Stored(
                                thing.before().store(),
                                thing.before().account(),
                                thing.before().id(),
                                thing.after())));
                return things.size();
              });
    }

    @Override
    public Uni<Long> countNotUnder(String masterKey) {
      return notUnder(masterKey, Optional.empty(), Integer.MAX_VALUE)
          .map(found -> (long) found.size());
    }
  }
}
