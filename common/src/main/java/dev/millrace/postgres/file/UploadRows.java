package dev.millrace.postgres.file;

import dev.millrace.account.AccountId;
import dev.millrace.file.Upload;
import dev.millrace.file.Upload.Declared;
import dev.millrace.file.Upload.Way;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Reads what the statements on uploads answer. */
final class UploadRows {
  private UploadRows() {}

  static Upload upload(Row row) {
    return new Upload(
        row.getUUID("id"),
        new AccountId(row.getUUID("account_id")),
        Way.valueOf(row.getString("way").toUpperCase(Locale.ROOT)),
        row.getString("object_key"),
        declared(row),
        Optional.ofNullable(row.getString("multipart_id")),
        row.getOffsetDateTime("created_at").toInstant(),
        row.getOffsetDateTime("expires_at").toInstant());
  }

  private static Declared declared(Row row) {
    return new Declared(
        row.getString("name"),
        row.getString("content_type"),
        Optional.ofNullable(row.getLong("size")),
        Optional.ofNullable(row.getString("sha256")),
        row.getLong("largest"),
        row.getBoolean("public"),
        Optional.ofNullable(row.getInteger("files_seconds")).map(Duration::ofSeconds));
  }
}
