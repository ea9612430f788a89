package dev.millrace.postgres.queue;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.millrace.account.AccountId;
import dev.millrace.account.SpendCap;
import dev.millrace.cache.BoundedCache;
import dev.millrace.money.Money;
import dev.millrace.queue.Offer;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What accounts had a moment ago, of those whose keys no spend cap bounds. Who had far more than
 * enough then has enough now, nearly always; whoever relies on it has the database say so.
 *
 * <p>Thread-safe.
 */
final class RecentCredit {
  private static final Duration RECENT = Duration.ofSeconds(5);
  private static final int MOST = 10_000;

  /** How many times what a batch holds an account must have had. */
  private static final int MARGIN = 10;

  private record Spender(AccountId account, UUID key) {
    static Spender of(Offer offer) {
      return new Spender(offer.submission().account(), offer.submission().key());
    }
  }

  private final Cache<Spender, Money> credit;

  RecentCredit() {
    this(Ticker.systemTicker());
  }

  RecentCredit(Ticker ticker) {
    this.credit = BoundedCache.ofAtMost(MOST).expireAfterWrite(RECENT).ticker(ticker).build();
  }

  /**
   * Remembers what was read for these offers.
   *
   * @param available of the accounts that are there
   * @param caps those that the offers may fall under
   */
  void seen(List<Offer> offers, Map<AccountId, Money> available, Collection<SpendCap> caps) {
    for (var offer : offers) {
      var spender = Spender.of(offer);
      var left = available.get(spender.account());
      if (left != null && caps.stream().noneMatch(cap -> bounds(cap, spender))) {
        credit.put(spender, left);
      }
    }
  }

  private static boolean bounds(SpendCap cap, Spender spender) {
    return cap.bounds(spender.account(), spender.key());
  }

  /**
   * What the accounts of these offers had, if that is known and far more than enough for all of
   * them. Nothing is known of an offer that may be a repetition.
   */
  Optional<Map<AccountId, Money>> covering(List<Offer> offers) {
    var had = new HashMap<AccountId, Money>();
    var wanted = new HashMap<AccountId, Money>();
    for (var offer : offers) {
      var spender = Spender.of(offer);
      var left = offer.mark().isPresent() ? null : credit.getIfPresent(spender);
      if (left == null) {
        return Optional.empty();
      }
      had.merge(spender.account(), left, Money::min);
      wanted.merge(spender.account(), offer.submission().hold(), Money::plus);
    }
    boolean enough =
        wanted.entrySet().stream()
            .allMatch(one -> isFarMore(had.get(one.getKey()), one.getValue()));
    return enough ? Optional.of(had) : Optional.empty();
  }

  private static boolean isFarMore(Money had, Money wanted) {
    return had.nanos() / MARGIN >= wanted.nanos();
  }

  /** Forgets what is not so any more. */
  void forget(List<Offer> offers) {
    offers.forEach(offer -> credit.invalidate(Spender.of(offer)));
  }
}
