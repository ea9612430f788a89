package dev.millrace.api.vault;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.account.AccountId;
import dev.millrace.api.announce.Announcer;
import dev.millrace.api.http.fault.Refusal;
import dev.millrace.deployment.SecretsConfig;
import dev.millrace.id.UuidV7;
import dev.millrace.notice.Notice;
import dev.millrace.secret.KeptKey;
import dev.millrace.secret.KeyDraft;
import dev.millrace.secret.ProviderKey;
import dev.millrace.secret.ProviderNames;
import dev.millrace.secret.Sealer;
import dev.millrace.vault.KeyTester;
import dev.millrace.vault.ProviderKeys;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;

/**
 * Keeps, shows, changes and deletes the provider keys of an account. A key of another account is as
 * unknown as one that never was. Changes are told to all processes before they are answered.
 */
@ApplicationScoped
public class ProviderKeyDesk {
  private static final String WHAT = "provider key";

  private final ProviderKeys keys;
  private final Holders holders;
  private final KeyTester tester;
  private final Sealer sealer;
  private final Announcer announcer;
  private final SecretsConfig config;
  private final InstantSource clock;

  ProviderKeyDesk(
      ProviderKeys keys,
      Holders holders,
      KeyTester tester,
      Sealer sealer,
      Announcer announcer,
      SecretsConfig config,
      InstantSource clock) {
    this.keys = keys;
    this.holders = holders;
    this.tester = tester;
    this.sealer = sealer;
    this.announcer = announcer;
    this.config = config;
    this.clock = clock;
  }

  Uni<ProviderKeyAnswers.Several> list(AccountId account) {
    return list(account, key -> true);
  }

  Uni<ProviderKeyAnswers.Several> list(AccountId account, String provider) {
    return list(account, key -> key.provider().equalsIgnoreCase(provider));
  }

  private Uni<ProviderKeyAnswers.Several> list(AccountId account, Predicate<ProviderKey> wanted) {
    return keys.list(account)
        .map(found -> found.stream().filter(kept -> wanted.test(kept.key())).toList())
        .chain(this::views)
        .map(ProviderKeyAnswers.Several::new);
  }

  private Uni<List<ProviderKeyView>> views(List<KeptKey> found) {
    return keys.uses(found.stream().map(kept -> kept.key().id()).toList())
        .map(
            uses ->
                found.stream()
                    .map(
                        kept ->
                            ProviderKeyView.of(
                                kept, uses.getOrDefault(kept.key().id(), ProviderKeys.Use.NONE)))
                    .toList());
  }

  private Uni<ProviderKeyAnswers.One> view(KeptKey kept) {
    return views(List.of(kept)).map(List::getFirst).map(ProviderKeyAnswers.One::new);
  }

  /** Fails with NOT_FOUND. */
  Uni<ProviderKeyAnswers.One> find(AccountId account, String id) {
    return kept(account, id).chain(this::view);
  }

  /** Fails with NOT_FOUND. */
  Uni<KeptKey> kept(AccountId account, String id) {
    var wanted = VaultRefusal.idOf(id);
    return keys.list(account)
        .map(
            found ->
                found.stream()
                    .filter(kept -> kept.key().id().equals(wanted))
                    .findFirst()
                    .orElseThrow(() -> VaultRefusal.unknown(WHAT)));
  }

  /** Fails as {@link Said} and {@link KeyWish} say, and with CONFLICT. */
  Uni<ProviderKeyAnswers.One> create(AccountId account, ObjectNode body) {
    var said = new Said(body);
    var provider =
        KeyWish.provider(said).orElseThrow(() -> Refusal.of("provider", "required", "is required"));
    var wish = KeyWish.of(said);
    said.refuseOthers();
    wish.checkAddress(provider);
    wish.checkWhole(provider);
    return checkOutside(account, wish)
        .chain(() -> keys.list(account))
        .chain(
            found -> {
              var draft =
                  wish.in(draft(account, provider).named(ProviderNames.shown(provider)), sealer);
              return create(wish.isDefault().isPresent() ? draft : usual(draft, found));
            });
  }

  private KeyDraft draft(AccountId account, String provider) {
    return KeyDraft.of(
        account, UuidV7.next(clock.instant(), ThreadLocalRandom.current()), provider);
  }

  /** The first of its kind is the default. */
  private KeyDraft usual(KeyDraft draft, List<KeptKey> others) {
    var key = draft.done(now()).key();
    return draft.isDefault(others.stream().noneMatch(other -> isDefaultBeside(other.key(), key)));
  }

  private static boolean isDefaultBeside(ProviderKey other, ProviderKey key) {
    return other.isDefault()
        && other.provider().equals(key.provider())
        && other.onlyFor().equals(key.onlyFor());
  }

  private Uni<ProviderKeyAnswers.One> create(KeyDraft draft) {
    var kept = draft.done(now());
    return keys.create(kept, config.mostPerAccount())
        .invoke(made -> VaultRefusal.unlessApplied(made, WHAT, config.mostPerAccount()))
        .chain(() -> tell(kept.key().account()))
        .replaceWith(new ProviderKeyAnswers.One(ProviderKeyView.of(kept, ProviderKeys.Use.NONE)));
  }

  /** What a wish says of things that others know: API keys, and addresses. */
  private Uni<Void> checkOutside(AccountId account, KeyWish wish) {
    return holders
        .check(account, wish.holder().flatMap(KeyWish.Holder::only))
        .chain(() -> checkUrl(wish.baseUrl()));
  }

  /** Fails, naming the field {@code baseUrl}, when the address must not be called. */
  Uni<Void> checkUrl(Optional<URI> url) {
    return url.isEmpty()
        ? Uni.createFrom().voidItem()
        : tester
            .problem(url.get().toString())
            .invoke(
                problem ->
                    problem.ifPresent(
                        reason -> {
                          throw Refusal.of("baseUrl", "format", "cannot be called: " + reason);
                        }))
            .replaceWithVoid();
  }

  /** Fails as {@link #create} does, and with NOT_FOUND. */
  Uni<ProviderKeyAnswers.One> change(AccountId account, String id, ObjectNode body) {
    return kept(account, id).chain(before -> change(before, new Said(body)));
  }

  private Uni<ProviderKeyAnswers.One> change(KeptKey before, Said said) {
    var key = before.key();
    if (KeyWish.provider(said).filter(provider -> !provider.equals(key.provider())).isPresent()) {
      throw Refusal.of("provider", "const", "cannot be changed; make a key of the other provider");
    }
    var wish = KeyWish.of(said);
    said.refuseOthers();
    wish.checkAddress(key.provider());
    wish.checkChange(key);
    return checkOutside(key.account(), wish)
        .map(fine -> wish.in(KeyDraft.from(before), sealer).done(now()))
        .chain(after -> replace(before, after));
  }

  /** Makes another of a key, and tells everybody. Fails with CONFLICT. */
  Uni<ProviderKeyAnswers.One> replace(KeptKey before, KeptKey after) {
    return keys.update(before, after)
        .invoke(made -> VaultRefusal.unlessApplied(made, WHAT, config.mostPerAccount()))
        .chain(() -> tell(after.key().account()))
        .chain(() -> view(after));
  }

  /** Fails with NOT_FOUND. */
  Uni<Void> delete(AccountId account, String id) {
    return delete(account, VaultRefusal.idOf(id))
        .invoke(
            deleted -> {
              if (!deleted) {
                throw VaultRefusal.unknown(WHAT);
              }
            })
        .replaceWithVoid();
  }

  private Uni<Boolean> delete(AccountId account, UUID id) {
    return keys.delete(account, id).call(() -> tell(account));
  }

  private Uni<Void> tell(AccountId account) {
    return announcer.tell(new Notice.AccountChanged(account));
  }

  /** No finer than it is kept, so that what was made reads as it was answered. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
