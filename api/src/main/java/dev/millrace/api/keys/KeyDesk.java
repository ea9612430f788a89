package dev.millrace.api.keys;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.access.KeyTerms;
import dev.millrace.access.Scope;
import dev.millrace.account.AccountId;
import dev.millrace.account.ApiKey;
import dev.millrace.account.KeyCaps;
import dev.millrace.account.KeyRecord;
import dev.millrace.account.NewKey;
import dev.millrace.account.SpendCap;
import dev.millrace.api.announce.Announcer;
import dev.millrace.api.http.key.Caller;
import dev.millrace.ledger.ApiKeys;
import dev.millrace.ledger.SpendCaps;
import dev.millrace.notice.Notice;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Makes, shows, changes and revokes the keys of one account, for its owner and for the operator
 * alike. A key of another account is as unknown as one that never was. Whatever changes what a key
 * may do is told to all processes before it is answered.
 */
@ApplicationScoped
public class KeyDesk {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final ApiKeys keys;
  private final SpendCaps caps;
  private final Announcer announcer;
  private final KeysConfig config;
  private final InstantSource clock;

  KeyDesk(
      ApiKeys keys, SpendCaps caps, Announcer announcer, KeysConfig config, InstantSource clock) {
    this.keys = keys;
    this.caps = caps;
    this.announcer = announcer;
    this.config = config;
    this.clock = clock;
  }

  /** A key with its caps. */
  record Held(KeyRecord key, List<SpendCap> caps) {
    KeyCaps ownCaps() {
      return KeyCaps.of(key.id(), caps);
    }

    Grantor.Grant grant() {
      return new Grantor.Grant(key.kind(), key.terms(), ownCaps());
    }

    NewKey.Label label() {
      return new NewKey.Label(key.name(), key.project());
    }
  }

  /** What was made, with the text that is shown once. */
  public record Fresh(NewKey key, KeyView view) {}

  /** The caller as one who hands out keys. A key that may change caps is not bound by its own. */
  public Uni<Grantor> grantor(Caller caller) {
    if (caller.terms().scopes().allows(Scope.BILLING_WRITE)) {
      return Uni.createFrom().item(grantor(caller, KeyCaps.NONE));
    }
    return caps.list(caller.account(), clock.instant())
        .map(all -> grantor(caller, KeyCaps.of(caller.key(), all)));
  }

  private static Grantor grantor(Caller caller, KeyCaps bounds) {
    return new Grantor(caller.account(), caller.kind(), caller.terms(), bounds);
  }

  /**
   * Fails as {@link KeyBody} and {@link Grantor} say, and with CONFLICT when there are too many.
   */
  public Uni<Fresh> create(Grantor grantor, ObjectNode said, String owner) {
    var now = now();
    var body = new KeyBody(said);
    var label = body.label();
    var grant =
        new Grantor.Grant(
            body.kind(grantor.kind()), body.terms(grantor.terms(), now), body.caps(grantor.caps()));
    body.refuseOthers();
    grantor.checkGives(grant);
    var key = newKey(grantor.account(), label, grant, now);
    return keys.create(key, config.mostPerAccount())
        .invoke(made -> KeyRefusal.unlessMade(made, config.mostPerAccount()))
        .map(made -> fresh(key, owner));
  }

  private static NewKey newKey(
      AccountId account, NewKey.Label label, Grantor.Grant grant, Instant now) {
    return new NewKey(
        UUID.randomUUID(),
        account,
        ApiKey.generate(grant.kind(), RANDOM),
        label,
        grant.terms(),
        grant.caps(),
        now);
  }

  private Fresh fresh(NewKey key, String owner) {
    return new Fresh(key, KeyView.made(key.made(owner), key.caps(), key.key(), key.at()));
  }

  /** No finer than it is kept, so that a key that was made reads as it was answered. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  /** The account's keys, latest first; up to one more than {@code limit}. */
  public Uni<KeyAnswers.Several> list(AccountId account, Optional<UUID> after, int limit) {
    return Uni.combine()
        .all()
        .unis(keys.list(account, after, true, limit + 1), caps.list(account, clock.instant()))
        .with((found, bounds) -> page(found, bounds, limit));
  }

  private KeyAnswers.Several page(List<KeyRecord> found, List<SpendCap> bounds, int limit) {
    boolean hasMore = found.size() > limit;
    var shown = hasMore ? found.subList(0, limit) : found;
    var views = shown.stream().map(key -> view(new Held(key, bounds))).toList();
    return new KeyAnswers.Several(
        views, new KeyAnswers.Meta(hasMore, hasMore ? shown.getLast().id().toString() : null));
  }

  private KeyView view(Held held) {
    return KeyView.of(held.key(), held.ownCaps(), clock.instant());
  }

  public Uni<KeyAnswers.One> find(AccountId account, String id) {
    return held(account, id).map(held -> new KeyAnswers.One(view(held)));
  }

  private Uni<Held> held(AccountId account, String id) {
    var key = KeyRefusal.idOf(id);
    return keys.find(account, key)
        .map(found -> found.orElseThrow(KeyRefusal::unknown))
        .chain(found -> caps.list(account, clock.instant()).map(bounds -> new Held(found, bounds)));
  }

  /** Fails as {@link #create} does, with NOT_FOUND, and with CONFLICT when it cannot be changed. */
  public Uni<KeyAnswers.One> update(Grantor grantor, String id, ObjectNode said) {
    return held(grantor.account(), id)
        .chain(
            held -> {
              grantor.checkTouches(held.grant());
              KeyRefusal.unlessChangeable(held.key());
              return change(grantor, held, new KeyBody(said));
            })
        .chain(() -> find(grantor.account(), id));
  }

  private Uni<Void> change(Grantor grantor, Held held, KeyBody body) {
    var now = now();
    var label = body.label(held.label());
    var terms = body.terms(held.key().terms(), now);
    var bounds = body.caps(held.ownCaps());
    body.refuseOthers();
    grantor.checkGives(new Grantor.Grant(held.key().kind(), terms, bounds));
    return keys.update(held.key(), label, terms, now)
        .invoke(KeyRefusal::unlessAsBefore)
        .chain(() -> new CapChange(caps, held.key(), now).make(held.ownCaps(), bounds))
        .chain(() -> tell(held.key()));
  }

  private Uni<Void> tell(KeyRecord key) {
    return announcer.tell(new Notice.KeyChanged(key.account(), key.sha256()));
  }

  /** Fails as {@link #update} does. */
  public Uni<KeyAnswers.Made> rotate(Grantor grantor, String id, RotateBody body) {
    var overlap = body.overlap(config.usualOverlap());
    return held(grantor.account(), id)
        .chain(
            held -> {
              grantor.checkTouches(held.grant());
              KeyRefusal.unlessChangeable(held.key());
              var now = now();
              KeyRefusal.unlessActive(held.key(), now);
              return replace(held, now.plus(overlap), now);
            });
  }

  private Uni<KeyAnswers.Made> replace(Held held, Instant ends, Instant now) {
    var old = held.key();
    var grant = new Grantor.Grant(old.kind(), old.terms(), KeyCaps.leftOf(old.id(), held.caps()));
    var next = newKey(old.account(), held.label(), grant, now);
    return keys.replace(old, next, ends, config.mostPerAccount())
        .invoke(made -> KeyRefusal.unlessMade(made, config.mostPerAccount()))
        .chain(() -> tell(old))
        .map(told -> rotated(old, next, firstOf(ends, old.terms())));
  }

  private static Instant firstOf(Instant ends, KeyTerms terms) {
    return terms.expiresAt().filter(end -> end.isBefore(ends)).orElse(ends);
  }

  private KeyAnswers.Made rotated(KeyRecord old, NewKey next, Instant ends) {
    return new KeyAnswers.Made(
        fresh(next, old.owner()).view(),
        "this is the only time that the new key is shown; the old one works until " + ends,
        new KeyAnswers.Replaced(old.id().toString(), ends.toString()));
  }

  /** Ends a key; one that had ended so before is as good. Fails with NOT_FOUND or FORBIDDEN. */
  public Uni<Void> revoke(Grantor grantor, String id) {
    return held(grantor.account(), id)
        .chain(
            held -> {
              grantor.checkTouches(held.grant());
              return keys.revoke(grantor.account(), held.key().id(), now())
                  .chain(() -> tell(held.key()));
            });
  }
}
