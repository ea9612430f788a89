package dev.millrace.postgres.vault;

import dev.millrace.secret.Sealed;
import dev.millrace.secret.SecretLabel;
import dev.millrace.secret.SecretLabel.Audience;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** How what all sealed things have lies in columns. */
final class SealedColumns {
  private SealedColumns() {}

  static Sealed sealed(Row row) {
    return new Sealed(
        row.getString("master_key"),
        row.getBuffer("wrapped_key").getBytes(),
        row.getBuffer("ciphertext").getBytes());
  }

  /** Master key, wrapped key, ciphertext. */
  static List<Object> values(Sealed sealed) {
    return List.of(
        sealed.masterKey(), Buffer.buffer(sealed.wrappedKey()), Buffer.buffer(sealed.ciphertext()));
  }

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
