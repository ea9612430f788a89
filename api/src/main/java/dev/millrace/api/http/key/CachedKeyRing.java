package dev.millrace.api.http.key;

import com.github.benmanes.caffeine.cache.Cache;
import dev.millrace.account.KeyOwner;
import dev.millrace.cache.BoundedCache;
import dev.millrace.ledger.KeyRing;
import dev.millrace.notice.Notice;
import io.smallrye.mutiny.Uni;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Remembers what another key ring said, until it is told that it changed.
 *
 * <p>Known and unknown keys lie in two caches, so that somebody who tries keys cannot push out
 * those of others. Callers who ask for one key at the same time share one look-up; each is answered
 * on the thread of the look-up, so whoever cares about threads moves on by himself. When the
 * look-up fails, a key that was known lately stays known; any other asker gets the failure.
 */
final class CachedKeyRing implements KeyRing {
  /**
   * An answer with its age.
   *
   * @param checkedAt when the database last confirmed it
   * @param askAfter until then nobody asks again
   * @param begun the state of the {@link Changes} when the look-up began
   */
  private record Seen(
      Uni<Optional<KeyOwner>> answer,
      Optional<KeyOwner> owner,
      long checkedAt,
      long askAfter,
      long begun) {}

  private static final Uni<Optional<KeyOwner>> NOBODY = Uni.createFrom().item(Optional.empty());

  private final KeyRing source;
  private final KeyTrust trust;
  private final InstantSource clock;
  private final Changes changes;
  private final Cache<String, Seen> known;
  private final Cache<String, Seen> unknown;
  private final ConcurrentMap<String, Uni<Optional<KeyOwner>>> underWay = new ConcurrentHashMap<>();

  CachedKeyRing(KeyRing source, KeyTrust trust, InstantSource clock) {
    this.source = source;
    this.trust = trust;
    this.clock = clock;
    this.changes = new Changes(trust.freshFor().plus(trust.lookUpWithin()), clock);
    this.known = BoundedCache.ofAtMost(trust.maxKeys()).build();
    this.unknown = BoundedCache.ofAtMost(trust.maxKeys()).build();
  }

  @Override
  public Uni<Optional<KeyOwner>> ownerOf(String sha256) {
    long now = clock.millis();
    var seen = known.getIfPresent(sha256);
    if (seen != null && now < seen.askAfter() && !isOverruled(sha256, seen)) {
      return seen.answer();
    }
    var missing = unknown.getIfPresent(sha256);
    if (missing != null && now < missing.askAfter()) {
      return NOBODY;
    }
    return underWay.computeIfAbsent(sha256, this::lookUp);
  }

  /** Whether something changed after the look-up began, which may not have seen it. */
  private boolean isOverruled(String sha256, Seen seen) {
    return changes.isAnySince(seen.begun(), sha256)
        || seen.owner().isPresent()
            && changes.isAnySince(seen.begun(), seen.owner().get().account());
  }

  /** What changed is looked up again by whoever asks next. Called on any thread. */
  void hear(Notice notice) {
    switch (notice) {
      case Notice.KeyChanged changed -> forgetKey(changed.sha256());
      case Notice.AccountChanged changed -> changes.note(changed.account());
      case Notice.StreamsStopped stopped -> {}
    }
  }

  private void forgetKey(String sha256) {
    changes.note(sha256);
    // Nobody joins a look-up that began before; what it remembers all the same is overruled.
    underWay.remove(sha256);
    known.invalidate(sha256);
    unknown.invalidate(sha256);
  }

  /**
   * Memoised: it runs once, on behalf of everybody who asks meanwhile, even if the first leaves.
   */
  private Uni<Optional<KeyOwner>> lookUp(String sha256) {
    long begun = changes.now();
    return Uni.createFrom()
        .deferred(() -> source.ownerOf(sha256))
        .ifNoItem()
        .after(trust.lookUpWithin())
        .fail()
        .invoke(owner -> remember(sha256, owner, begun))
        .onFailure()
        .recoverWithUni(failure -> lastKnown(sha256, failure))
        .onTermination()
        .invoke(() -> ended(sha256, begun))
        .memoize()
        .indefinitely();
  }

  /** Not when the place was given to a later look-up. */
  private void ended(String sha256, long begun) {
    if (!changes.isAnySince(begun, sha256)) {
      underWay.remove(sha256);
    }
  }

  private void remember(String sha256, Optional<KeyOwner> owner, long begun) {
    if (changes.isAnySince(begun, sha256)) {
      return;
    }
    long now = clock.millis();
    if (owner.isPresent()) {
      known.put(sha256, seen(Uni.createFrom().item(owner), owner, now, now, begun));
      unknown.invalidate(sha256);
    } else {
      unknown.put(sha256, new Seen(NOBODY, owner, now, now + trust.unknownFor().toMillis(), begun));
      known.invalidate(sha256);
    }
  }

  private Seen seen(
      Uni<Optional<KeyOwner>> answer,
      Optional<KeyOwner> owner,
      long checkedAt,
      long now,
      long begun) {
    return new Seen(answer, owner, checkedAt, now + trust.freshFor().toMillis(), begun);
  }

  /**
   * Not asked again for a while: while the database is away, one caller in that time waits for it.
   */
  private Uni<Optional<KeyOwner>> lastKnown(String sha256, Throwable failure) {
    long now = clock.millis();
    var seen = known.getIfPresent(sha256);
    if (seen == null || now - seen.checkedAt() > trust.trustedFor().toMillis()) {
      return Uni.createFrom().failure(failure);
    }
    known.put(sha256, seen(seen.answer(), seen.owner(), seen.checkedAt(), now, seen.begun()));
    return seen.answer();
  }
}
