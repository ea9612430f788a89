package dev.millrace.api.vault;

import dev.millrace.account.AccountId;
import dev.millrace.api.announce.Announcer;
import dev.millrace.deployment.SecretsConfig;
import dev.millrace.id.UuidV7;
import dev.millrace.notice.Notice;
import dev.millrace.secret.KeptKey;
import dev.millrace.secret.KeyDraft;
import dev.millrace.secret.ProviderNames;
import dev.millrace.secret.Sealer;
import dev.millrace.vault.Made;
import dev.millrace.vault.ProviderKeys;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The default provider keys of an account as secrets: one a provider and API key, under the name of
 * the variable that the provider's own tools read. They are the same keys that Runtype's routes
 * show.
 */
@ApplicationScoped
public class UsualKeys {
  private final ProviderKeys keys;
  private final Sealer sealer;
  private final Announcer announcer;
  private final SecretsConfig config;
  private final InstantSource clock;

  UsualKeys(
      ProviderKeys keys,
      Sealer sealer,
      Announcer announcer,
      SecretsConfig config,
      InstantSource clock) {
    this.keys = keys;
    this.sealer = sealer;
    this.announcer = announcer;
    this.config = config;
    this.clock = clock;
  }

  Uni<List<KeptKey>> list(AccountId account) {
    return keys.list(account)
        .map(found -> found.stream().filter(kept -> kept.key().isDefault()).toList());
  }

  private Uni<Optional<KeptKey>> find(AccountId account, String provider, Optional<UUID> onlyFor) {
    return list(account)
        .map(
            found ->
                found.stream()
                    .filter(kept -> kept.key().provider().equals(provider))
                    .filter(kept -> kept.key().onlyFor().equals(onlyFor))
                    .findFirst());
  }

  /** Keeps a provider's key in the place of the one before, if there is one. */
  Uni<SecretAnswers.Kept> put(AccountId account, SecretWish wish) {
    return find(account, wish.provider(), wish.onlyFor())
        .chain(
            before ->
                before.map(kept -> exchange(kept, wish)).orElseGet(() -> create(account, wish)));
  }

  private Uni<SecretAnswers.Kept> exchange(KeptKey before, SecretWish wish) {
    var after =
        KeyDraft.from(before)
            .active(true)
            .labelled(wish.over(before.label()))
            .holding(wish.value(), sealer)
            .done(now());
    return keys.update(before, after).chain(made -> kept(made, after, false));
  }

  private Uni<SecretAnswers.Kept> create(AccountId account, SecretWish wish) {
    var id = UuidV7.next(clock.instant(), ThreadLocalRandom.current());
    var key =
        KeyDraft.of(account, id, wish.provider())
            .named(nameOf(wish))
            .onlyFor(wish.onlyFor())
            .isDefault(true)
            .labelled(wish.label())
            .holding(wish.value(), sealer)
            .done(now());
    return keys.create(key, config.mostPerAccount()).chain(made -> kept(made, key, true));
  }

  /**
   * Names of keys are unique in an account; so one for a single API key has that one's id in it.
   */
  private static String nameOf(SecretWish wish) {
    return wish.onlyFor().map(key -> wish.name() + " for " + key).orElse(wish.name());
  }

  private Uni<SecretAnswers.Kept> kept(Made made, KeptKey key, boolean isNew) {
    VaultRefusal.unlessApplied(made, "provider key", config.mostPerAccount());
    return announcer
        .tell(new Notice.AccountChanged(key.key().account()))
        .replaceWith(new SecretAnswers.Kept(new SecretAnswers.One(SecretView.of(key)), isNew));
  }

  /** Returns false when the name is no provider's, or there is no such key. */
  Uni<Boolean> delete(AccountId account, String name, Optional<UUID> onlyFor) {
    var provider = ProviderNames.ofSecret(name);
    if (provider.isEmpty()) {
      return Uni.createFrom().item(false);
    }
    return find(account, provider.get(), onlyFor)
        .chain(
            found ->
                found
                    .map(kept -> delete(account, kept.key().id()))
                    .orElseGet(() -> Uni.createFrom().item(false)));
  }

  private Uni<Boolean> delete(AccountId account, UUID id) {
    return keys.delete(account, id).call(() -> announcer.tell(new Notice.AccountChanged(account)));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
