package dev.millrace.api.vault;

import dev.millrace.account.AccountId;
import dev.millrace.api.http.key.Caller;
import dev.millrace.deployment.SecretsConfig;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import dev.millrace.id.UuidV7;
import dev.millrace.secret.NamedSecret;
import dev.millrace.secret.NamedSecret.Kind;
import dev.millrace.secret.Sealer;
import dev.millrace.vault.Made;
import dev.millrace.vault.NamedSecrets;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/** Keeps, lists and deletes the secrets of an account, those that are provider keys among them. */
@ApplicationScoped
public class SecretDesk {
  private static final String WHAT = "secret";
  private static final Comparator<SecretView> BY_NAME =
      Comparator.comparing(SecretView::name)
          .thenComparing(secret -> !secret.orgWide())
          .thenComparing(SecretView::createdAt);

  private final UsualKeys usual;
  private final NamedSecrets secrets;
  private final Holders holders;
  private final Sealer sealer;
  private final SecretsConfig config;
  private final InstantSource clock;

  SecretDesk(
      UsualKeys usual,
      NamedSecrets secrets,
      Holders holders,
      Sealer sealer,
      SecretsConfig config,
      InstantSource clock) {
    this.usual = usual;
    this.secrets = secrets;
    this.holders = holders;
    this.sealer = sealer;
    this.config = config;
    this.clock = clock;
  }

  Uni<SecretAnswers.Several> list(AccountId account) {
    return Uni.combine()
        .all()
        .unis(usual.list(account), secrets.list(account))
        .with(
            (keys, others) ->
                new SecretAnswers.Several(
                    Stream.concat(
                            keys.stream().map(SecretView::of), others.stream().map(SecretView::of))
                        .sorted(BY_NAME)
                        .toList()));
  }

  /** Fails as {@link SecretWish} says, and with CONFLICT. */
  Uni<SecretAnswers.Kept> put(Caller caller, SecretWish wish) {
    return holders
        .check(caller.account(), wish.onlyFor())
        .chain(() -> secrets.list(caller.account()))
        .map(found -> found.stream().filter(secret -> isOf(wish, secret)).findFirst())
        .chain(
            before ->
                wish.kind().isPresent()
                    ? put(caller.account(), wish, wish.kind().get(), before)
                    : putKey(caller.account(), wish, before));
  }

  private static boolean isOf(SecretWish wish, NamedSecret secret) {
    return secret.name().equals(wish.name()) && secret.onlyFor().equals(wish.onlyFor());
  }

  private Uni<SecretAnswers.Kept> putKey(
      AccountId account, SecretWish wish, Optional<NamedSecret> namesake) {
    if (namesake.isPresent()) {
      throw new FaultException(
          FaultCode.CONFLICT,
          "there is a secret of this name with the category %s; delete it first, or name its category"
              .formatted(namesake.get().kind().word()));
    }
    return usual.put(account, wish);
  }

  private Uni<SecretAnswers.Kept> put(
      AccountId account, SecretWish wish, Kind kind, Optional<NamedSecret> before) {
    var secret = secret(account, wish, kind, before);
    var done =
        before.isPresent()
            ? secrets.update(before.get(), secret)
            : secrets.create(secret, config.mostPerAccount());
    return done.invoke(this::checkApplied)
        .replaceWith(
            new SecretAnswers.Kept(new SecretAnswers.One(SecretView.of(secret)), before.isEmpty()));
  }

  private void checkApplied(Made made) {
    VaultRefusal.unlessApplied(made, WHAT, config.mostPerAccount());
  }

  private NamedSecret secret(
      AccountId account, SecretWish wish, Kind kind, Optional<NamedSecret> before) {
    var now = now();
    var id =
        before.map(NamedSecret::id).orElseGet(() -> UuidV7.next(now, ThreadLocalRandom.current()));
    return new NamedSecret(
        id,
        account,
        wish.onlyFor(),
        wish.name(),
        kind,
        before.map(NamedSecret::label).map(wish::over).orElseGet(wish::label),
        sealer.seal(account, id, wish.value()),
        before.map(NamedSecret::createdAt).orElse(now),
        now);
  }

  /** Fails with NOT_FOUND. */
  Uni<Void> delete(AccountId account, String name, Optional<UUID> onlyFor) {
    return Uni.join()
        .all(List.of(usual.delete(account, name, onlyFor), secrets.delete(account, name, onlyFor)))
        .andFailFast()
        .invoke(
            deleted -> {
              if (!deleted.contains(true)) {
                throw VaultRefusal.unknown(WHAT);
              }
            })
        .replaceWithVoid();
  }

  /** No finer than it is kept, so that what was made reads as it was answered. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
