package dev.millrace.postgres.vault;

import dev.millrace.secret.SecretLabel;
import dev.millrace.secret.SecretLabel.Audience;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** How what all sealed things have beside their seal lies in columns. */
final class SealedColumns {
  private SealedColumns() {}

  static SecretLabel label(Row row) {
    return new SecretLabel(
        Audience.valueOf(row.getString("audience").toUpperCase(Locale.ROOT)),
        Optional.ofNullable(row.getString("description")));
  }

  /** Audience, description; the latter may be null. */
  static List<Object> values(SecretLabel label) {
    return Arrays.asList(label.audience().word(), label.description().orElse(null));
  }

  static Optional<UUID> onlyFor(Row row) {
    return Optional.ofNullable(row.getUUID("only_for_key"));
  }

  static Instant time(Row row, String column) {
    return row.getOffsetDateTime(column).toInstant();
  }

  static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
