package dev.millrace.postgres.account;

import dev.millrace.account.Account;
import dev.millrace.account.AccountId;
import dev.millrace.account.NewAccount;
import dev.millrace.money.Money;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/**
 * A row of {@code account}. Hibernate never updates one: admission and settlement change the same
 * columns by their own statements, and a flush of a stale row would undo them.
 */
@Entity
@Table(name = "account")
class AccountRow {
  @Id UUID id;

  @Column(nullable = false, updatable = false)
  String name;

  @Column(nullable = false, updatable = false)
  String plan;

  @Column(nullable = false, updatable = false)
  long balance;

  @Column(nullable = false, updatable = false)
  long held;

  @Column(name = "created_at", nullable = false, updatable = false)
  Instant createdAt;

  static AccountRow of(NewAccount account) {
    var row = new AccountRow();
    row.id = account.id().value();
    row.name = account.name();
    row.plan = account.plan();
    row.balance = account.credit().nanos();
    row.createdAt = account.at();
    return row;
  }

  Account toAccount() {
    return new Account(
        new AccountId(id), name, plan, new Money(balance), new Money(held), createdAt);
  }
}
