package dev.millrace.vault;

import dev.millrace.account.AccountId;
import dev.millrace.configuration.ModelConfiguration;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Model configurations for tests. */
public final class InMemoryModelConfigurations implements ModelConfigurations {
  private final Set<AccountId> accounts = new HashSet<>();
  private final Map<UUID, ModelConfiguration> rows = new LinkedHashMap<>();
  private final Map<UUID, List<Run>> runs = new HashMap<>();

  public synchronized void open(AccountId account) {
    accounts.add(account);
  }

  /** Keeps that a request followed a configuration. */
  public synchronized void followed(UUID configuration, Run run) {
    runs.computeIfAbsent(configuration, none -> new ArrayList<>()).addFirst(run);
  }

  @Override
  public Uni<List<ModelConfiguration>> list(AccountId account) {
    return later(
        () ->
            of(account)
                .sorted(
                    Comparator.comparing(ModelConfiguration::createdAt)
                        .thenComparing(ModelConfiguration::id)
                        .reversed())
                .toList());
  }

  private Stream<ModelConfiguration> of(AccountId account) {
    return rows.values().stream().filter(one -> one.account().equals(account));
  }

  @Override
  public Uni<Optional<ModelConfiguration>> find(AccountId account, UUID id) {
    return later(() -> row(account, id));
  }

  private Optional<ModelConfiguration> row(AccountId account, UUID id) {
    return of(account).filter(one -> one.id().equals(id)).findFirst();
  }

  @Override
  public Uni<Made> create(ModelConfiguration made, int most) {
    return later(
        () -> {
          if (!accounts.contains(made.account())) {
            return Made.ACCOUNT_UNKNOWN;
          }
          if (of(made.account()).count() >= most) {
            return Made.TOO_MANY;
          }
          if (isTaken(made)) {
            return Made.TAKEN;
          }
          rows.put(made.id(), made);
          return Made.APPLIED;
        });
  }

  private boolean isTaken(ModelConfiguration one) {
    return of(one.account())
        .anyMatch(
            other ->
                !other.id().equals(one.id())
                    && other.modelId().equals(one.modelId())
                    && other.providerKey().equals(one.providerKey()));
  }

  @Override
  public Uni<Made> update(ModelConfiguration before, ModelConfiguration after) {
    return later(
        () -> {
          var now = row(before.account(), before.id());
          if (now.filter(one -> one.updatedAt().equals(before.updatedAt())).isEmpty()) {
            return Made.CHANGED;
          }
          if (isTaken(after)) {
            return Made.TAKEN;
          }
          rows.put(after.id(), after);
          return Made.APPLIED;
        });
  }

  @Override
  public Uni<Boolean> delete(AccountId account, UUID id) {
    return later(() -> row(account, id).map(one -> rows.remove(id)).isPresent());
  }

  @Override
  public Uni<Optional<ModelConfiguration>> makeDefault(AccountId account, UUID id, Instant now) {
    return later(
        () ->
            row(account, id)
                .map(
                    chosen -> {
                      of(account)
                          .filter(one -> one.isDefault() && !one.id().equals(id))
                          .filter(one -> one.provider().equals(chosen.provider()))
                          .toList()
                          .forEach(one -> rows.put(one.id(), as(false, one, now)));
                      var made = chosen.isDefault() ? chosen : as(true, chosen, now);
                      rows.put(id, made);
                      return made;
                    }));
  }

  private static ModelConfiguration as(boolean isDefault, ModelConfiguration one, Instant now) {
    return new ModelConfiguration(
        one.id(),
        one.account(),
        one.provider(),
        one.modelId(),
        one.providerKey(),
        one.enabled(),
        isDefault,
        one.settings(),
        one.createdAt(),
        now);
  }

  @Override
  public Uni<Map<UUID, Use>> uses(AccountId account) {
    return later(
        () -> {
          var uses = new HashMap<UUID, Use>();
          of(account).forEach(one -> uses.put(one.id(), use(one.id())));
          return uses;
        });
  }

  private Use use(UUID id) {
    var known = runs.getOrDefault(id, List.of());
    return new Use(Math.min(MOST_COUNTED, known.size()), known.stream().findFirst().map(Run::at));
  }

  @Override
  public Uni<List<Run>> runs(AccountId account, UUID id, int most) {
    return later(
        () ->
            row(account, id).map(one -> runs.getOrDefault(id, List.of())).orElse(List.of()).stream()
                .limit(most)
                .toList());
  }

  private <T> Uni<T> later(Supplier<T> work) {
    return Uni.createFrom()
        .item(
            () -> {
              synchronized (this) {
                return work.get();
              }
            });
  }
}
