package dev.millrace.postgres.queue;

import dev.millrace.account.AccountId;
import dev.millrace.model.ModelName;
import dev.millrace.money.Money;
import dev.millrace.queue.Claim;
import dev.millrace.queue.Standing;
import dev.millrace.queue.WorkerId;
import dev.millrace.request.RequestId;
import dev.millrace.request.RequestStatus;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what claims and standings return. */
final class ClaimRows {
  private ClaimRows() {}

  static List<Claim> claims(RowSet<Row> rows, Instant now) {
    var claims = new ArrayList<Claim>(rows.rowCount());
    rows.forEach(row -> claims.add(claim(row, now)));
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
        now);
  }

  static Standing standing(Row row) {
    return new Standing(
        new RequestId(row.getUUID("id")),
        RequestStatus.valueOf(row.getString("status")),
        row.getInteger("attempt"),
        row.getInteger("sequence"),
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
