package dev.millrace.postgres.account;

import dev.millrace.account.ApiKey;
import dev.millrace.account.NewAccount;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/**
 * A row of {@code api_key} as an account's first key is written: with the digest, never the text,
 * and with the terms that the columns have by themselves, which bound nothing.
 */
@Entity
@Table(name = "api_key")
class ApiKeyRow {
  @Id UUID id;

  @ManyToOne(fetch = FetchType.LAZY, optional = false)
  @JoinColumn(name = "account_id", updatable = false)
  AccountRow account;

  @Column(nullable = false, updatable = false)
  String sha256;

  @Enumerated(EnumType.STRING)
  @JdbcTypeCode(SqlTypes.VARCHAR)
  @Column(nullable = false, updatable = false)
  ApiKey.Kind kind;

  @Column(nullable = false)
  String name;

  @Column(nullable = false, updatable = false)
  String hint;

  @Column(name = "created_at", nullable = false, updatable = false)
  Instant createdAt;

  static ApiKeyRow first(NewAccount opening, AccountRow account) {
    var row = new ApiKeyRow();
    row.id = UUID.randomUUID();
    row.account = account;
    row.sha256 = opening.key().sha256();
    row.kind = opening.key().kind();
    row.name = "first key";
    row.hint = opening.key().hint();
    row.createdAt = opening.at();
    return row;
  }
}
