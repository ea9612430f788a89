package dev.millrace.vault;

import dev.millrace.account.AccountId;
import dev.millrace.secret.KeptKey;
import dev.millrace.secret.KeyDraft;
import dev.millrace.secret.ProviderKey;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Provider keys in memory, for tests. */
public final class InMemoryProviderKeys implements ProviderKeys {
  private final Map<UUID, KeptKey> keys = new LinkedHashMap<>();
  private final Map<UUID, Use> uses = new LinkedHashMap<>();

  /** Says how a key was used. */
  public synchronized void used(UUID id, Use use) {
    uses.put(id, use);
  }

  @Override
  public Uni<Optional<ProviderKey>> find(AccountId account, UUID id) {
    return now(() -> of(account).map(KeptKey::key).filter(key -> key.id().equals(id)).findFirst());
  }

  @Override
  public Uni<List<KeptKey>> list(AccountId account) {
    return now(
        () ->
            of(account)
                .sorted(Comparator.comparing(kept -> kept.key().onlyFor().isEmpty()))
                .toList());
  }

  @Override
  public Uni<Made> create(KeptKey key, int most) {
    return now(
        () -> {
          if (isTaken(key)) {
            return Made.NAME_TAKEN;
          }
          if (of(key.key().account()).count() >= most) {
            return Made.TOO_MANY;
          }
          put(key);
          return Made.APPLIED;
        });
  }

  @Override
  public Uni<Made> update(KeptKey before, KeptKey after) {
    return now(
        () -> {
          var stored = keys.get(before.key().id());
          if (stored == null || !stored.key().updatedAt().equals(before.key().updatedAt())) {
            return Made.CHANGED;
          }
          if (isTaken(after)) {
            return Made.NAME_TAKEN;
          }
          put(after);
          return Made.APPLIED;
        });
  }

  private boolean isTaken(KeptKey wanted) {
    return of(wanted.key().account())
        .map(KeptKey::key)
        .anyMatch(
            key -> key.name().equals(wanted.key().name()) && !key.id().equals(wanted.key().id()));
  }

  private void put(KeptKey kept) {
    var key = kept.key();
    if (key.isDefault()) {
      of(key.account())
          .filter(other -> isDefaultBeside(other.key(), key))
          .toList()
          .forEach(
              other ->
                  keys.put(
                      other.key().id(),
                      KeyDraft.from(other).isDefault(false).done(key.updatedAt())));
    }
    keys.put(key.id(), kept);
  }

  private static boolean isDefaultBeside(ProviderKey other, ProviderKey key) {
    return other.isDefault()
        && other.provider().equals(key.provider())
        && other.onlyFor().equals(key.onlyFor())
        && !other.id().equals(key.id());
  }

  @Override
  public Uni<Void> tested(KeptKey read, KeptKey.Tested tested) {
    return now(
        () -> {
          keys.computeIfPresent(
              read.key().id(),
              (id, kept) ->
                  kept.key().updatedAt().equals(read.key().updatedAt())
                      ? new KeptKey(kept.key(), kept.label(), kept.settings(), Optional.of(tested))
                      : kept);
          return null;
        });
  }

  @Override
  public Uni<Boolean> delete(AccountId account, UUID id) {
    return now(
        () -> of(account).anyMatch(kept -> kept.key().id().equals(id)) && keys.remove(id) != null);
  }

  @Override
  public Uni<Map<UUID, Use>> uses(Collection<UUID> ids) {
    return now(
        () -> {
          var found = new LinkedHashMap<UUID, Use>();
          ids.forEach(id -> found.put(id, uses.getOrDefault(id, Use.NONE)));
          return found;
        });
  }

  private Stream<KeptKey> of(AccountId account) {
    return keys.values().stream().filter(kept -> kept.key().account().equals(account));
  }

  private <T> Uni<T> now(Supplier<T> work) {
    return Uni.createFrom()
        .item(
            () -> {
              synchronized (this) {
                return work.get();
              }
            });
  }
}
