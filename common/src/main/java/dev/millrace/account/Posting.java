package dev.millrace.account;

import dev.millrace.account.LedgerEntry.Kind;
import dev.millrace.money.Money;
import dev.millrace.request.RequestId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Money that an operator moves: a credit, an adjustment, or a refund of a request's charge.
 *
 * @param amount signed; empty only for a refund of the whole charge
 * @param request whose charge is given back; there exactly for a refund
 * @param idempotencyKey names this posting, whatever its kind: under one name an account is posted
 *     to once
 */
public record Posting(
    AccountId account,
    Kind kind,
    Optional<Money> amount,
    Optional<RequestId> request,
    String reason,
    Optional<String> idempotencyKey,
    Instant at) {
  private static final Set<Kind> BY_OPERATORS =
      EnumSet.of(Kind.CREDIT, Kind.ADJUSTMENT, Kind.REFUND);

  /** The time is no finer than PostgreSQL keeps it, so that it reads the same ever after. */
  public Posting {
    if (!BY_OPERATORS.contains(kind)
        || request.isPresent() != (kind == Kind.REFUND)
        || (amount.isEmpty() && kind != Kind.REFUND)) {
      throw new IllegalArgumentException("no operator posts this: %s".formatted(kind));
    }
    at = at.truncatedTo(ChronoUnit.MICROS);
  }

  /** Money given; above zero. */
  public static Posting credit(
      AccountId account, Money amount, String reason, Optional<String> key, Instant at) {
    return new Posting(
        account, Kind.CREDIT, Optional.of(amount), Optional.empty(), reason, key, at);
  }

  /** Money given or taken to put something right; not zero. */
  public static Posting adjustment(
      AccountId account, Money amount, String reason, Optional<String> key, Instant at) {
    return new Posting(
        account, Kind.ADJUSTMENT, Optional.of(amount), Optional.empty(), reason, key, at);
  }

  /** A charge given back, wholly when {@code amount} is empty; above zero. */
  public static Posting refund(
      AccountId account,
      RequestId request,
      Optional<Money> amount,
      String reason,
      Optional<String> key,
      Instant at) {
    return new Posting(account, Kind.REFUND, amount, Optional.of(request), reason, key, at);
  }

  /**
   * What stands around a posting.
   *
   * @param available balance minus holds
   * @param charge what was charged for the request that it refunds
   * @param isRequestKnown whether the account has that request
   */
  public record Surroundings(Money available, Optional<Money> charge, boolean isRequestKnown) {}

  /** Why this cannot be posted, apart from repetitions; empty when it can. */
  public Optional<Posted> refused(Surroundings around) {
    return switch (kind) {
      case REFUND -> refundRefused(around);
      default ->
          amount
              .map(Money.ZERO::minus)
              .filter(needed -> !around.available().covers(needed))
              .map(needed -> new Posted.NotCovered(needed, around.available()));
    };
  }

  private Optional<Posted> refundRefused(Surroundings around) {
    if (!around.isRequestKnown()) {
      return Optional.of(new Posted.RequestUnknown());
    }
    if (around.charge().isEmpty()) {
      return Optional.of(new Posted.NotCharged());
    }
    var charge = around.charge().get();
    return amount
        .filter(wanted -> !charge.covers(wanted))
        .map(wanted -> new Posted.AboveCharge(charge));
  }

  /** What {@code earlier}, which has this posting's key, makes of it. */
  public Posted after(LedgerEntry earlier, Surroundings around) {
    var sameAmount = amount.or(around::charge).filter(earlier.amount()::equals).isPresent();
    var same =
        earlier.kind() == kind
            && sameAmount
            && earlier.request().equals(request)
            && earlier.reason().equals(reason);
    return same ? new Posted.Repeated(earlier) : new Posted.KeyReused();
  }

  /** The entry that this posting writes. */
  public LedgerEntry entry(long id, Money posted, Optional<String> rateCard) {
    return new LedgerEntry(id, at, kind, posted, Money.ZERO, request, rateCard, reason);
  }
}
