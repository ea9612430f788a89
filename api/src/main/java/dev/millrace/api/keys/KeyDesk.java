package dev.millrace.api.keys;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.access.Scope;
import dev.millrace.account.AccountId;
import dev.millrace.account.KeyCaps;
import dev.millrace.account.KeyRecord;
import dev.millrace.account.SpendCap;
import dev.millrace.api.http.key.Caller;
import dev.millrace.ledger.ApiKeys;
import dev.millrace.ledger.SpendCaps;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Makes and shows the keys of one account, for its owner and for the operator alike. A key of
 * another account is as unknown as one that never was.
 */
@ApplicationScoped
public class KeyDesk {
  private final ApiKeys keys;
  private final SpendCaps caps;
  private final KeysConfig config;
  private final InstantSource clock;

  KeyDesk(ApiKeys keys, SpendCaps caps, KeysConfig config, InstantSource clock) {
    this.keys = keys;
    this.caps = caps;
    this.config = config;
    this.clock = clock;
  }

  /** Where a page begins; fails with MALFORMED when no page ever began there. */
  public static Optional<UUID> behind(String cursor) {
    return Optional.ofNullable(cursor).map(KeyRefusal::cursorOf);
  }

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
   * Makes a key. Fails as {@link KeyBody} and {@link Grantor} say, and with CONFLICT when there are
   * too many.
   *
   * @param owner what the account is called
   */
  public Uni<Fresh> create(Grantor grantor, ObjectNode said, String owner) {
    return Uni.createFrom()
        .item(() -> read(grantor, said, owner))
        .chain(
            fresh ->
                keys.create(fresh.key(), config.mostPerAccount())
                    .invoke(made -> KeyRefusal.unlessMade(made, config.mostPerAccount()))
                    .replaceWith(fresh));
  }

  private Fresh read(Grantor grantor, ObjectNode said, String owner) {
    var now = now();
    var body = new KeyBody(said);
    var label = body.label();
    var grant =
        new Grantor.Grant(
            body.kind(grantor.kind()), body.terms(grantor.terms(), now), body.caps(grantor.caps()));
    body.refuseOthers();
    grantor.checkGives(grant);
    return Fresh.of(grantor.account(), owner, label, grant, now);
  }

  /** No finer than it is kept, so that a key that was made reads as it was answered. */
  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  /** The account's keys, latest first. */
  public Uni<KeyAnswers.Several> list(AccountId account, Optional<UUID> after, int limit) {
    return Uni.combine()
        .all()
        .unis(keys.list(account, after, true, limit + 1), caps.list(account, clock.instant()))
        .with((found, bounds) -> page(found, bounds, limit));
  }

  private KeyAnswers.Several page(List<KeyRecord> found, List<SpendCap> bounds, int limit) {
    boolean hasMore = found.size() > limit;
    var shown = hasMore ? found.subList(0, limit) : found;
    var now = clock.instant();
    return new KeyAnswers.Several(
        shown.stream().map(key -> new Held(key, bounds).view(now)).toList(),
        new KeyAnswers.Meta(hasMore, hasMore ? shown.getLast().id().toString() : null));
  }

  /** Fails with NOT_FOUND. */
  public Uni<KeyAnswers.One> find(AccountId account, String id) {
    return held(account, id).map(held -> new KeyAnswers.One(held.view(clock.instant())));
  }

  /** Fails with NOT_FOUND. */
  Uni<Held> held(AccountId account, String id) {
    return Uni.createFrom()
        .item(() -> KeyRefusal.idOf(id))
        .chain(key -> keys.find(account, key))
        .map(found -> found.orElseThrow(KeyRefusal::unknown))
        .chain(found -> caps.list(account, clock.instant()).map(bounds -> new Held(found, bounds)));
  }
}
