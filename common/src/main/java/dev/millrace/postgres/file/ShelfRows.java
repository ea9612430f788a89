package dev.millrace.postgres.file;

import dev.millrace.account.AccountId;
import dev.millrace.file.FileRequest;
import dev.millrace.file.ShelfFacets;
import dev.millrace.file.ShelvedFile;
import dev.millrace.file.StoredFile;
import dev.millrace.file.Tag;
import dev.millrace.request.RequestId;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Reads what the statements of the shelf return. */
final class ShelfRows {
  private ShelfRows() {}

  static Stream<Row> stream(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false);
  }

  static ShelvedFile shelved(Row row) {
    return new ShelvedFile(
        new StoredFile(
            row.getUUID("id"),
            row.getString("object_key"),
            row.getString("name"),
            row.getString("content_type"),
            row.getLong("size")),
        new AccountId(row.getUUID("account_id")),
        ShelvedFile.Source.of(row.getString("source")),
        new ShelvedFile.Life(
            time(row, "created_at").orElseThrow(), time(row, "ends_at"), time(row, "expired_at")),
        row.getBoolean("public"),
        row.getBoolean("favourite"),
        row.getBoolean("has_thumbnail"),
        tags(row));
  }

  private static List<Tag> tags(Row row) {
    var ids = row.getArrayOfUUIDs("tag_ids");
    var names = row.getArrayOfStrings("tag_names");
    var times = row.getArrayOfOffsetDateTimes("tag_times");
    return IntStream.range(0, ids.length)
        .mapToObj(i -> new Tag(ids[i], names[i], times[i].toInstant()))
        .toList();
  }

  static FileRequest request(Row row) {
    return new FileRequest(
        new RequestId(row.getUUID("request_id")),
        FileRequest.Role.valueOf(row.getString("role").toUpperCase(Locale.ROOT)),
        row.getInteger("position"),
        time(row, "created_at").orElseThrow());
  }

  static ShelfFacets facets(Row row) {
    long all = row.getLong("everything");
    return new ShelfFacets(
        Math.min(all, ShelfFacets.MOST),
        row.getLong("favourites"),
        row.getLong("uploads"),
        row.getLong("outputs"),
        row.getLong("external"),
        row.getLong("inputs"),
        all > ShelfFacets.MOST);
  }

  static Tag tag(Row row) {
    return new Tag(row.getUUID("id"), row.getString("name"), time(row, "created_at").orElseThrow());
  }

  static Optional<Instant> time(Row row, String column) {
    return Optional.ofNullable(row.getOffsetDateTime(column)).map(OffsetDateTime::toInstant);
  }
}
