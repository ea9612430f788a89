package dev.millrace.postgres.queue;

import dev.millrace.account.AccountId;
import dev.millrace.money.Money;
import dev.millrace.money.UsageJson;
import dev.millrace.queue.DispatchPosition;
import dev.millrace.queue.Lane;
import dev.millrace.queue.RequestView;
import dev.millrace.queue.Terms;
import dev.millrace.request.RequestId;
import dev.millrace.request.RequestStatus;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.util.Optional;

/** Reads a request as its owner sees it. */
final class RequestViewRows {
  private RequestViewRows() {}

  static RequestView view(Row row) {
    return new RequestView(
        new RequestId(row.getUUID("id")),
        new AccountId(row.getUUID("account_id")),
        ClaimRows.modelName(row.getString("model")),
        RequestStatus.valueOf(row.getString("status")),
        row.getInteger("sequence"),
        row.getInteger("attempt"),
        position(row),
        new Money(row.getLong("charged")),
        FaultColumns.read(row),
        row.getOffsetDateTime("created_at").toInstant(),
        ClaimRows.instant(row, "started_at"),
        ClaimRows.instant(row, "finished_at"),
        Optional.ofNullable(row.getLong("provider_millis")).map(Duration::ofMillis),
        Optional.ofNullable(row.getString("metadata")),
        terms(row),
        ClaimRows.instant(row, "payloads_purged_at"),
        Optional.ofNullable(row.getString("usage")).map(UsageJson::read),
        Optional.ofNullable(row.getString("end_reason")),
        BasisColumns.read(row));
  }

  private static Terms terms(Row row) {
    return new Terms(
        lane(row),
        ClaimRows.deadlines(row),
        row.getBoolean("stored"),
        row.getBoolean("public"),
        WebhookColumns.read(row),
        Optional.ofNullable(row.getUUID("retry_of")).map(RequestId::new));
  }

  private static Lane lane(Row row) {
    return Lane.parse(row.getString("lane")).orElseThrow();
  }

  private static Optional<DispatchPosition> position(Row row) {
    return Optional.ofNullable(row.getInteger("dispatch_partition"))
        .map(
            partition ->
                new DispatchPosition(lane(row), partition, row.getLong("dispatch_offset")));
  }
}
