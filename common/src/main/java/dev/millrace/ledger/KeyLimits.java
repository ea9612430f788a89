package dev.millrace.ledger;

import com.github.benmanes.caffeine.cache.Cache;
import dev.millrace.account.AccountId;
import dev.millrace.account.Limits;
import dev.millrace.cache.BoundedCache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;

/** A key's own limits, for whoever meets its id alone. Other limits are known within a minute. */
@ApplicationScoped
public class KeyLimits {
  private static final int MOST = 10_000;
  private static final Duration FRESH = Duration.ofMinutes(1);

  private final ApiKeys keys;
  private final Cache<UUID, Limits> known =
      BoundedCache.ofAtMost(MOST).expireAfterWrite(FRESH).build();

  public KeyLimits(ApiKeys keys) {
    this.keys = keys;
  }

  /** None for a key that is not there. Fails when the keys cannot be reached. */
  public Uni<Limits> of(AccountId account, UUID key) {
    var limits = known.getIfPresent(key);
    return limits != null
        ? Uni.createFrom().item(limits)
        : keys.find(account, key)
            .map(found -> found.map(one -> one.terms().limits()).orElse(Limits.NONE))
            .invoke(found -> known.put(key, found));
  }
}
