package dev.millrace.postgres.webhook;

import dev.millrace.account.AccountId;
import dev.millrace.model.ModelName;
import dev.millrace.money.Money;
import dev.millrace.request.RequestId;
import dev.millrace.request.RequestStatus;
import dev.millrace.webhook.Delivery;
import dev.millrace.webhook.DeliveryId;
import dev.millrace.webhook.DeliveryStatus;
import dev.millrace.webhook.DeliveryView;
import dev.millrace.webhook.Line;
import dev.millrace.webhook.Told;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** Reads what our statements return. */
final class Rows {
  private Rows() {}

  static <T> List<T> all(RowSet<Row> rows, Function<Row, T> read) {
    return StreamSupport.stream(rows.spliterator(), false).map(read).toList();
  }

  static <T> Optional<T> first(RowSet<Row> rows, Function<Row, T> read) {
    return StreamSupport.stream(rows.spliterator(), false).findFirst().map(read);
  }

  static Delivery delivery(Row row) {
    return new Delivery(
        id(row),
        new Line(new AccountId(row.getUUID("account_id")), row.getString("receiver")),
        row.getString("url"),
        row.getInteger("attempts"));
  }

  static DeliveryView view(Row row) {
    return new DeliveryView(
        id(row),
        row.getString("url"),
        DeliveryStatus.parse(row.getString("status")).orElseThrow(),
        row.getInteger("attempts"),
        number(row.getInteger("last_response_status")),
        Optional.ofNullable(row.getString("last_error")),
        row.getString("status").equals(DeliveryStatus.PENDING.word())
            ? instant(row, "due_at")
            : Optional.empty(),
        instant(row, "delivered_at"),
        instant(row, "created_at").orElseThrow(),
        instant(row, "updated_at").orElseThrow());
  }

  static Told told(Row row) {
    return new Told(
        new RequestId(row.getUUID("id")),
        ModelName.parse(row.getString("model")).orElseThrow(),
        RequestStatus.valueOf(row.getString("status")),
        new Money(row.getLong("charged")),
        Optional.ofNullable(row.getString("fault_code")),
        Optional.ofNullable(row.getString("fault_message")),
        instant(row, "created_at").orElseThrow(),
        instant(row, "started_at"),
        instant(row, "finished_at"),
        Optional.ofNullable(row.getLong("provider_millis")).map(Duration::ofMillis),
        Optional.ofNullable(row.getString("metadata")),
        instant(row, "payloads_purged_at"),
        Optional.ofNullable(row.getString("input")),
        Optional.ofNullable(row.getString("output")));
  }

  static OffsetDateTime time(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  private static DeliveryId id(Row row) {
    return new DeliveryId(
        new RequestId(row.getUUID("request_id")),
        DeliveryId.event(row.getString("event")).orElseThrow());
  }

  static Optional<Instant> instant(Row row, String column) {
    return Optional.ofNullable(row.getOffsetDateTime(column)).map(OffsetDateTime::toInstant);
  }

  static OptionalInt number(Integer value) {
    return value == null ? OptionalInt.empty() : OptionalInt.of(value);
  }
}
