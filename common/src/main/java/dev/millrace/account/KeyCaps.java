package dev.millrace.account;

import dev.millrace.account.SpendCap.Period;
import dev.millrace.money.Money;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;

/** How much one key may spend; each is empty where it has no cap of its own. */
public record KeyCaps(Optional<Money> day, Optional<Money> total) {
  public static final KeyCaps NONE = new KeyCaps(Optional.empty(), Optional.empty());

  /** Those of this key among the caps of its account. */
  public static KeyCaps of(UUID key, Collection<SpendCap> caps) {
    return new KeyCaps(amount(key, Period.DAY, caps), amount(key, Period.TOTAL, caps));
  }

  private static Optional<Money> amount(UUID key, Period period, Collection<SpendCap> caps) {
    return find(key, period, caps).map(SpendCap::amount);
  }

  private static Optional<SpendCap> find(UUID key, Period period, Collection<SpendCap> caps) {
    return caps.stream()
        .filter(cap -> cap.key().filter(key::equals).isPresent() && cap.period() == period)
        .findFirst();
  }

  /**
   * Those of a key that takes over from this one: of its total what is left, so that nobody spends
   * it twice by changing keys.
   */
  public static KeyCaps leftOf(UUID key, Collection<SpendCap> caps) {
    return new KeyCaps(
        amount(key, Period.DAY, caps), find(key, Period.TOTAL, caps).map(SpendCap::left));
  }

  public Optional<Money> amount(Period period) {
    return switch (period) {
      case DAY -> day;
      case TOTAL -> total;
    };
  }

  /** Whether whoever has these may hand those out: they allow nothing more. */
  public boolean cover(KeyCaps others) {
    return covers(day, others.day) && covers(total, others.total);
  }

  private static boolean covers(Optional<Money> own, Optional<Money> other) {
    return own.isEmpty() || other.filter(cap -> cap.compareTo(own.get()) <= 0).isPresent();
  }
}
