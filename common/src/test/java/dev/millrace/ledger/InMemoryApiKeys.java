package dev.millrace.ledger;

import dev.millrace.access.KeyTerms;
import dev.millrace.account.AccountId;
import dev.millrace.account.KeyOwner;
import dev.millrace.account.KeyRecord;
import dev.millrace.account.KeyRecord.History;
import dev.millrace.account.NewKey;
import dev.millrace.account.SpendCap.Period;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Keys in memory, for tests, and the ring that knows them. */
public final class InMemoryApiKeys implements ApiKeys, KeyRing {
  private static final Comparator<KeyRecord> LATEST_FIRST =
      Comparator.<KeyRecord, Instant>comparing(key -> key.history().createdAt())
          .thenComparing(key -> key.id().toString())
          .reversed();

  private final Map<AccountId, String> accounts = new HashMap<>();
  private final Map<UUID, KeyRecord> keys = new HashMap<>();
  private final InMemorySpendCaps caps;
  private boolean away;

  /**
   * No keys yet.
   *
   * @param caps where those of its keys stand
   */
  public InMemoryApiKeys(InMemorySpendCaps caps) {
    this.caps = caps;
  }

  public synchronized void open(AccountId account, String name) {
    accounts.put(account, name);
  }

  /** From now on everything fails. */
  public synchronized void goAway() {
    away = true;
  }

  public synchronized void comeBack() {
    away = false;
  }

  @Override
  public Uni<Made> create(NewKey key, int most) {
    return now(() -> make(key, most));
  }

  private Made make(NewKey key, int most) {
    var owner = accounts.get(key.account());
    if (owner == null) {
      return Made.ACCOUNT_UNKNOWN;
    }
    if (alive(key.account(), key.at()) >= most) {
      return Made.TOO_MANY;
    }
    keys.put(key.id(), key.made(owner));
    setCaps(key);
    return Made.APPLIED;
  }

  private void setCaps(NewKey key) {
    caps.know(key.account(), key.id());
    for (var period : Period.values()) {
      key.caps()
          .amount(period)
          .ifPresent(
              amount ->
                  caps.set(key.account(), Optional.of(key.id()), period, amount, key.at())
                      .await()
                      .indefinitely());
    }
  }

  private long alive(AccountId account, Instant at) {
    return keys.values().stream()
        .filter(key -> key.account().equals(account))
        .filter(key -> key.status(at) == KeyRecord.Status.ACTIVE)
        .count();
  }

  @Override
  public Uni<Optional<KeyRecord>> find(AccountId account, UUID key) {
    return now(() -> of(account, key));
  }

  private Optional<KeyRecord> of(AccountId account, UUID key) {
    return Optional.ofNullable(keys.get(key)).filter(found -> found.account().equals(account));
  }

  @Override
  public Uni<List<KeyRecord>> list(
      AccountId account, Optional<UUID> after, boolean revokedToo, int limit) {
    return now(
        () -> {
          var begin = after.flatMap(key -> of(account, key));
          return keys.values().stream()
              .filter(key -> key.account().equals(account))
              .filter(key -> begin.isEmpty() || LATEST_FIRST.compare(key, begin.get()) > 0)
              .filter(key -> revokedToo || key.history().revokedAt().isEmpty())
              .sorted(LATEST_FIRST)
              .limit(limit)
              .toList();
        });
  }

  @Override
  public Uni<Boolean> update(KeyRecord before, NewKey.Label label, KeyTerms terms, Instant at) {
    return now(
        () -> {
          if (!isAsBefore(before)) {
            return false;
          }
          var was = before.history();
          put(
              before,
              label,
              terms,
              new History(was.createdAt(), at, lastUse(before), was.revokedAt(), was.replacedBy()));
          return true;
        });
  }

  private Optional<Instant> lastUse(KeyRecord key) {
    return keys.get(key.id()).history().lastUsedAt();
  }

  private boolean isAsBefore(KeyRecord before) {
    return of(before.account(), before.id())
        .map(KeyRecord::history)
        .filter(now -> now.updatedAt().equals(before.history().updatedAt()))
        .filter(now -> now.revokedAt().isEmpty() && now.replacedBy().isEmpty())
        .isPresent();
  }

  private void put(KeyRecord key, NewKey.Label label, KeyTerms terms, History history) {
    keys.put(
        key.id(),
        new KeyRecord(
            key.id(),
            key.account(),
            key.owner(),
            key.sha256(),
            key.kind(),
            label.name(),
            key.hint(),
            terms,
            label.project(),
            history));
  }

  private static NewKey.Label label(KeyRecord key) {
    return new NewKey.Label(key.name(), key.project());
  }

  @Override
  public Uni<Made> replace(KeyRecord before, NewKey key, Instant oldEnds, int most) {
    return now(
        () -> {
          if (!isAsBefore(before)) {
            return Made.CHANGED;
          }
          var made = make(key, most);
          if (made == Made.APPLIED) {
            end(before, key, oldEnds);
          }
          return made;
        });
  }

  private void end(KeyRecord before, NewKey key, Instant oldEnds) {
    var was = before.terms();
    var ends = was.expiresAt().filter(end -> end.isBefore(oldEnds)).orElse(oldEnds);
    put(
        before,
        label(before),
        new KeyTerms(was.scopes(), was.models(), was.addresses(), was.limits(), Optional.of(ends)),
        new History(
            before.history().createdAt(),
            key.at(),
            lastUse(before),
            Optional.empty(),
            Optional.of(key.id())));
  }

  @Override
  public Uni<Boolean> revoke(AccountId account, UUID key, Instant at) {
    return now(
        () -> {
          var found = of(account, key).filter(one -> one.history().revokedAt().isEmpty());
          found.ifPresent(one -> revoke(one, at));
          return found.isPresent();
        });
  }

  private void revoke(KeyRecord key, Instant at) {
    var was = key.history();
    put(
        key,
        label(key),
        key.terms(),
        new History(was.createdAt(), at, was.lastUsedAt(), Optional.of(at), was.replacedBy()));
  }

  @Override
  public Uni<Void> used(Map<UUID, Instant> lastUses) {
    return now(
        () -> {
          lastUses.forEach(this::used);
          return null;
        });
  }

  private void used(UUID id, Instant at) {
    var key = keys.get(id);
    if (key == null) {
      return;
    }
    var was = key.history();
    if (was.lastUsedAt().filter(last -> last.plus(Duration.ofMinutes(1)).isAfter(at)).isEmpty()) {
      put(
          key,
          label(key),
          key.terms(),
          new History(
              was.createdAt(),
              was.updatedAt(),
              Optional.of(at),
              was.revokedAt(),
              was.replacedBy()));
    }
  }

  @Override
  public Uni<Optional<KeyOwner>> ownerOf(String sha256) {
    return now(
        () ->
            keys.values().stream()
                .filter(key -> key.sha256().equals(sha256))
                .map(
                    key ->
                        new KeyOwner(
                            key.account(),
                            key.id(),
                            key.kind(),
                            "free",
                            key.terms(),
                            key.history().revokedAt()))
                .findFirst());
  }

  private <T> Uni<T> now(Supplier<T> work) {
    return Uni.createFrom()
        .item(
            () -> {
              synchronized (this) {
                if (away) {
                  throw new IllegalStateException("away");
                }
                return work.get();
              }
            });
  }
}
