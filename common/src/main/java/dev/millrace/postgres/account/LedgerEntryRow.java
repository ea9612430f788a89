package dev.millrace.postgres.account;

import dev.millrace.account.LedgerEntry;
import dev.millrace.account.NewAccount;
import dev.millrace.money.Money;
import dev.millrace.request.RequestId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/** A row of {@code ledger_entry}, which PostgreSQL refuses to change or delete. */
@Entity
@Immutable
@Table(name = "ledger_entry")
class LedgerEntryRow {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  Long id;

  @Column(name = "account_id", nullable = false)
  UUID accountId;

  @Column(nullable = false)
  Instant at;

  @Column(nullable = false)
  String kind;

  @Column(nullable = false)
  long amount;

  @Column(name = "request_id")
  UUID requestId;

  @Column(name = "rate_card")
  String rateCard;

  @Column(nullable = false)
  String reason;

  @Column(name = "idempotency_key")
  String idempotencyKey;

  static LedgerEntryRow opening(NewAccount account) {
    var row = new LedgerEntryRow();
    row.accountId = account.id().value();
    row.at = account.at();
    row.kind = "credit";
    row.amount = account.credit().nanos();
    row.reason = "opening credit";
    return row;
  }

  LedgerEntry toEntry() {
    return new LedgerEntry(
        id,
        at,
        LedgerEntry.Kind.valueOf(kind.toUpperCase(Locale.ROOT)),
        new Money(amount),
        Optional.ofNullable(requestId).map(RequestId::new),
        Optional.ofNullable(rateCard),
        reason);
  }
}
