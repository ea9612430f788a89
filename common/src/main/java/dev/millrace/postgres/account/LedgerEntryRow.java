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

/**
 * A row of {@code ledger_entry}, which PostgreSQL refuses to change or delete. Not marked as
 * immutable for Hibernate: its stateless sessions cannot read such entities.
 */
@Entity
@Table(name = "ledger_entry")
class LedgerEntryRow {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  Long id;

  @Column(name = "account_id", nullable = false, updatable = false)
  UUID accountId;

  @Column(nullable = false, updatable = false)
  Instant at;

  @Column(nullable = false, updatable = false)
  String kind;

  @Column(nullable = false, updatable = false)
  long amount;

  @Column(nullable = false, updatable = false)
  long released;

  @Column(name = "request_id", updatable = false)
  UUID requestId;

  @Column(name = "rate_card", updatable = false)
  String rateCard;

  @Column(nullable = false, updatable = false)
  String reason;

  @Column(name = "idempotency_key", updatable = false)
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
        new Money(released),
        Optional.ofNullable(requestId).map(RequestId::new),
        Optional.ofNullable(rateCard),
        reason);
  }
}
