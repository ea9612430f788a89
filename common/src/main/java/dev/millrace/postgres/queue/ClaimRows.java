package dev.millrace.postgres.queue;

import dev.millrace.account.AccountId;
import dev.millrace.event.RequestEvent;
import dev.millrace.model.ModelName;
import dev.millrace.money.Money;
import dev.millrace.queue.Claim;
import dev.millrace.queue.Standing;
import dev.millrace.queue.WorkerId;
import dev.millrace.request.Deadlines;
import dev.millrace.request.RequestId;
import dev.millrace.request.RequestStatus;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what claims and standings return. */
final class ClaimRows {
  private ClaimRows() {}

  static List<Claim> claims(RowSet<Row> rows, Instant now) {
    var columns = ColumnIndex.of(rows);
    var claims = new ArrayList<Claim>(rows.rowCount());
    rows.forEach(row -> claims.add(claim(columns.over(row), now)));
    return claims;
  }

  private static Claim claim(Row row, Instant now) {
    return new Claim(
        new RequestId(row.getUUID("id")),
        new AccountId(row.getUUID("account_id")),
        modelName(row.getString("model")),
        row.getInteger("attempt"),
        row.getInteger("deferrals"),
        row.getInteger("sequence"),
        row.getString("input"),
        new Money(row.getLong("held")),
        row.getString("rate_card"),
        row.getString("correlation_id"),
        now,
        origin(row));
  }

  private static Claim.Origin origin(Row row) {
    return new Claim.Origin(
        row.getOffsetDateTime("created_at").toInstant(),
        row.getOffsetDateTime("started_at").toInstant(),
        deadlines(row),
        Optional.ofNullable(row.getUUID("key_id")),
        BasisColumns.read(row),
        row.getBoolean("stored"),
        row.getBoolean("has_webhook"),
        row.getBoolean("cancel_asked"));
  }

  static Deadlines deadlines(Row row) {
    return new Deadlines(instant(row, "start_by"), instant(row, "finish_by"));
  }

  static RequestEvent transition(Row row) {
    var status = RequestStatus.valueOf(row.getString("status"));
    return new RequestEvent(
        new RequestId(row.getUUID("id")),
        new AccountId(row.getUUID("account_id")),
        modelName(row.getString("model")),
        row.getInteger("sequence"),
        status,
        row.getInteger("attempt"),
        row.getOffsetDateTime("at").toInstant(),
        row.getOffsetDateTime("created_at").toInstant(),
        instant(row, "started_at"),
        status.isTerminal() ? Optional.of(ended(row)) : Optional.empty(),
        row.getBoolean("has_webhook"));
  }

  private static RequestEvent.Ended ended(Row row) {
    return new RequestEvent.Ended(
        new Money(row.getLong("charged")),
        Optional.ofNullable(row.getLong("provider_millis")).map(Duration::ofMillis),
        FaultColumns.read(row));
  }

  static Standing standing(Row row) {
    return new Standing(
        transition(row),
        instant(row, "not_before"),
        Optional.ofNullable(row.getUUID("worker_id")).map(WorkerId::new),
        row.getBoolean("worker_alive"));
  }

  static Optional<Instant> instant(Row row, String column) {
    return Optional.ofNullable(row.getOffsetDateTime(column)).map(OffsetDateTime::toInstant);
  }

  static ModelName modelName(String endpoint) {
    return ModelName.parse(endpoint)
        .orElseThrow(
            () -> new IllegalStateException("a stored request names no model: " + endpoint));
  }
}
