package dev.millrace.api.keys;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.access.KeyTerms;
import dev.millrace.account.KeyRecord;
import dev.millrace.api.announce.Announcer;
import dev.millrace.ledger.ApiKeys;
import dev.millrace.ledger.SpendCaps;
import dev.millrace.notice.Notice;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/**
 * Changes, rotates and revokes keys. Whatever changes what a key may do is told to all processes
 * before it is answered. Everything fails with NOT_FOUND for a key that the account has not got,
 * and with FORBIDDEN as {@link Grantor} says.
 */
@ApplicationScoped
public class ChangeDesk {
  private final KeyDesk desk;
  private final ApiKeys keys;
  private final SpendCaps caps;
  private final Announcer announcer;
  private final KeysConfig config;

  ChangeDesk(KeyDesk desk, ApiKeys keys, SpendCaps caps, Announcer announcer, KeysConfig config) {
    this.desk = desk;
    this.keys = keys;
    this.caps = caps;
    this.announcer = announcer;
    this.config = config;
  }

  /** Fails as {@link KeyBody} says, and with CONFLICT when the key cannot be changed any more. */
  public Uni<KeyAnswers.One> update(Grantor grantor, String id, ObjectNode said) {
    return changeable(grantor, id)
        .chain(held -> change(grantor, held, new KeyBody(said)))
        .chain(() -> desk.find(grantor.account(), id));
  }

  private Uni<Held> changeable(Grantor grantor, String id) {
    return touchable(grantor, id).invoke(held -> KeyRefusal.unlessChangeable(held.key()));
  }

  private Uni<Held> touchable(Grantor grantor, String id) {
    return desk.held(grantor.account(), id).invoke(held -> grantor.checkTouches(held.grant()));
  }

  private Uni<Void> change(Grantor grantor, Held held, KeyBody body) {
    var now = desk.now();
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

  /** Fails with CONFLICT for a key that has ended, or was rotated before. */
  public Uni<KeyAnswers.Made> rotate(Grantor grantor, String id, RotateBody body) {
    return changeable(grantor, id)
        .chain(
            held -> {
              var now = desk.now();
              KeyRefusal.unlessActive(held.key(), now);
              return replace(held, now.plus(body.overlap(config.usualOverlap())), now);
            });
  }

  private Uni<KeyAnswers.Made> replace(Held held, Instant ends, Instant now) {
    var old = held.key();
    var next = Fresh.of(old.account(), old.owner(), held.label(), held.rest(), now);
    return keys.replace(old, next.key(), ends, config.mostPerAccount())
        .invoke(made -> KeyRefusal.unlessMade(made, config.mostPerAccount()))
        .chain(() -> tell(old))
        .map(told -> rotated(old, next, firstOf(ends, old.terms())));
  }

  private static Instant firstOf(Instant ends, KeyTerms terms) {
    return terms.expiresAt().filter(end -> end.isBefore(ends)).orElse(ends);
  }

  private static KeyAnswers.Made rotated(KeyRecord old, Fresh next, Instant ends) {
    return new KeyAnswers.Made(
        next.view(),
        "this is the only time that the new key is shown; the old one works until " + ends,
        new KeyAnswers.Replaced(old.id().toString(), ends.toString()));
  }

  /** Ends a key for good; one that had ended so before is as good. */
  public Uni<Void> revoke(Grantor grantor, String id) {
    return touchable(grantor, id)
        .chain(
            held ->
                keys.revoke(grantor.account(), held.key().id(), desk.now())
                    .chain(() -> tell(held.key())));
  }
}
