package dev.millrace.api.http.key;

import com.github.benmanes.caffeine.cache.Cache;
import dev.millrace.account.AccountId;
import dev.millrace.cache.BoundedCache;
import dev.millrace.configuration.Profile;
import dev.millrace.notice.Notice;
import dev.millrace.vault.Profiles;
import io.smallrye.mutiny.Uni;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Remembers what accounts have set up, until it is told that it changed, and for as long as keys
 * are believed. That an account has set up nothing, as most have, is remembered alike. When the
 * look-up fails, what was known lately counts; where nothing was, the asker gets the failure.
 */
final class CachedProfiles implements Profiles {
  /**
   * A profile with its age.
   *
   * @param checkedAt when the database last confirmed it
   * @param askAfter until then nobody asks again
   * @param begun the state of the {@link Changes} when the look-up began
   */
  private record Seen(Uni<Profile> answer, long checkedAt, long askAfter, long begun) {}

  private final Profiles source;
  private final KeyTrust trust;
  private final InstantSource clock;
  private final Changes changes;
  private final Cache<AccountId, Seen> known;
  private final ConcurrentMap<AccountId, Uni<Profile>> underWay = new ConcurrentHashMap<>();

  CachedProfiles(Profiles source, KeyTrust trust, InstantSource clock) {
    this.source = source;
    this.trust = trust;
    this.clock = clock;
    this.changes = new Changes(trust.freshFor().plus(trust.lookUpWithin()), clock);
    this.known = BoundedCache.ofAtMost(trust.maxKeys()).build();
  }

  @Override
  public Uni<Profile> of(AccountId account) {
    var seen = known.getIfPresent(account);
    boolean isFresh =
        seen != null
            && clock.millis() < seen.askAfter()
            && !changes.isAnySince(seen.begun(), account);
    return isFresh ? seen.answer() : underWay.computeIfAbsent(account, this::lookUp);
  }

  /** What changed is looked up again by whoever asks next. Called on any thread. */
  void hear(Notice notice) {
    if (notice instanceof Notice.AccountChanged(var account)) {
      changes.note(account);
      underWay.remove(account); // nobody joins a look-up that began before
    }
  }

  /** Runs once, on behalf of everybody who asks meanwhile, even if the first leaves. */
  private Uni<Profile> lookUp(AccountId account) {
    long begun = changes.now();
    return Uni.createFrom()
        .deferred(() -> source.of(account))
        .ifNoItem()
        .after(trust.lookUpWithin())
        .fail()
        .invoke(found -> remember(account, Uni.createFrom().item(found), clock.millis(), begun))
        .onFailure()
        .recoverWithUni(failure -> lastKnown(account, failure))
        .onTermination()
        .invoke(() -> ended(account, begun))
        .memoize()
        .indefinitely();
  }

  /** Not when the place was given to a later look-up. */
  private void ended(AccountId account, long begun) {
    if (!changes.isAnySince(begun, account)) {
      underWay.remove(account);
    }
  }

  private void remember(AccountId account, Uni<Profile> answer, long checkedAt, long begun) {
    if (!changes.isAnySince(begun, account)) {
      long askAfter = clock.millis() + trust.freshFor().toMillis();
      known.put(account, new Seen(answer, checkedAt, askAfter, begun));
    }
  }

  /** Not asked again for a while: one caller in that time waits for a database that is away. */
  private Uni<Profile> lastKnown(AccountId account, Throwable failure) {
    var seen = known.getIfPresent(account);
    if (seen == null || clock.millis() - seen.checkedAt() > trust.trustedFor().toMillis()) {
      return Uni.createFrom().failure(failure);
    }
    remember(account, seen.answer(), seen.checkedAt(), seen.begun());
    return seen.answer();
  }
}
