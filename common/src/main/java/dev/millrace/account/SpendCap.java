package dev.millrace.account;

import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.money.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * How much a key, or a whole account, may spend. What is under way counts with all that it may
 * still cost.
 *
 * @param key whose spending it bounds; empty for all keys of the account together
 * @param amount the most that may be spent in the period
 * @param held what the requests under way that fall under it may still cost
 * @param spent what was charged in the period
 * @param spentOn the day (UTC) that {@code spent} of a daily cap is of
 */
public record SpendCap(
    UUID id,
    AccountId account,
    Optional<UUID> key,
    Period period,
    Money amount,
    Money held,
    Money spent,
    LocalDate spentOn) {

  /**
   * In what time it may be spent. In lower case these are the values on the wire and in the column.
   */
  public enum Period {
    /** From midnight to midnight, UTC. */
    DAY,
    /** For as long as the cap stands, what was spent before it was set included. */
    TOTAL;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Period> parse(String word) {
      return switch (word) {
        case "day" -> Optional.of(DAY);
        case "total" -> Optional.of(TOTAL);
        default -> Optional.empty();
      };
    }
  }

  /** Whether what this key of this account spends falls under it. */
  public boolean bounds(AccountId payer, UUID spender) {
    return account.equals(payer) && key.map(bound -> bound.equals(spender)).orElse(true);
  }

  /** The same cap at a later time: on a new day nothing is spent of a daily one. */
  public SpendCap at(Instant now) {
    var today = now.atOffset(ZoneOffset.UTC).toLocalDate();
    return period == Period.DAY && today.isAfter(spentOn)
        ? new SpendCap(id, account, key, period, amount, held, Money.ZERO, today)
        : this;
  }

  /** The same cap with one more hold under it. */
  public SpendCap holding(Money hold) {
    return new SpendCap(id, account, key, period, amount, held.plus(hold), spent, spentOn);
  }

  /** What may still be set aside under it; nothing when it was lowered below what is in use. */
  public Money left() {
    var left = amount.minus(spent).minus(held);
    return left.covers(Money.ZERO) ? left : Money.ZERO;
  }

  /** What a caller is told whose request may cost more than the cap leaves. */
  public Fault reached(Money needed) {
    var fault =
        Fault.of(FaultCode.SPEND_CAP_REACHED, message(needed))
            .with("cap", amount.toString())
            .with("period", period.word())
            .with("scope", scope())
            .with("spent", spent.toString())
            .with("held", held.toString())
            .with("needed", needed.toString())
            .with("available", left().toString());
    return period == Period.DAY ? fault.with("resetsAt", resetsAt().toString()) : fault;
  }

  private String message(Money needed) {
    return "this request may cost up to %s USD, and the %s spend cap of this %s (%s USD) leaves %s USD: %s USD is spent and %s USD held by what is under way; %s"
        .formatted(needed, name(), scope(), amount, left(), spent, held, advice());
  }

  private String name() {
    return period == Period.DAY ? "daily" : "total";
  }

  private String advice() {
    return period == Period.DAY
        ? "wait until %s, or raise the cap".formatted(resetsAt())
        : "raise the cap, or remove it";
  }

  private String scope() {
    return key.isPresent() ? "key" : "account";
  }

  private Instant resetsAt() {
    return spentOn.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
