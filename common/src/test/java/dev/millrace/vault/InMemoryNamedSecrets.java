package dev.millrace.vault;

import dev.millrace.account.AccountId;
import dev.millrace.secret.NamedSecret;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Named secrets in memory, for tests. */
public final class InMemoryNamedSecrets implements NamedSecrets {
  private final List<NamedSecret> secrets = new ArrayList<>();

  @Override
  public Uni<List<NamedSecret>> list(AccountId account) {
    return Uni.createFrom()
        .item(
            () ->
                secrets.stream()
                    .filter(secret -> secret.account().equals(account))
                    .sorted(
                        Comparator.comparing(NamedSecret::name)
                            .thenComparing(secret -> secret.onlyFor().isPresent()))
                    .toList());
  }

  @Override
  public Uni<Made> create(NamedSecret secret, int most) {
    return Uni.createFrom().item(() -> make(secret, most));
  }

  private Made make(NamedSecret secret, int most) {
    if (secrets.stream().filter(one -> one.account().equals(secret.account())).count() >= most) {
      return Made.TOO_MANY;
    }
    if (secrets.stream()
        .anyMatch(one -> isCalled(one, secret.account(), secret.name(), secret.onlyFor()))) {
      return Made.NAME_TAKEN;
    }
    secrets.add(secret);
    return Made.APPLIED;
  }

  @Override
  public Uni<Made> update(NamedSecret before, NamedSecret after) {
    return Uni.createFrom()
        .item(
            () -> {
              var same =
                  secrets.removeIf(
                      one ->
                          one.id().equals(before.id())
                              && one.updatedAt().equals(before.updatedAt()));
              if (same) {
                secrets.add(after);
              }
              return same ? Made.APPLIED : Made.CHANGED;
            });
  }

  @Override
  public Uni<Boolean> delete(AccountId account, String name, Optional<UUID> onlyFor) {
    return Uni.createFrom()
        .item(() -> secrets.removeIf(one -> isCalled(one, account, name, onlyFor)));
  }

  private static boolean isCalled(
      NamedSecret secret, AccountId account, String name, Optional<UUID> onlyFor) {
    return secret.account().equals(account)
        && secret.name().equals(name)
        && secret.onlyFor().equals(onlyFor);
  }
}
