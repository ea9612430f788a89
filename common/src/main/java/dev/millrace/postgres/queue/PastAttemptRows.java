package dev.millrace.postgres.queue;

import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.history.PastAttempt;
import dev.millrace.queue.WorkerId;
import io.vertx.sqlclient.Row;
import java.util.Optional;

/** Reads attempts, those kept and the one in the request's own row. */
final class PastAttemptRows {
  private PastAttemptRows() {}

  static PastAttempt attempt(Row row) {
    return new PastAttempt(
        row.getInteger("number"),
        new WorkerId(row.getUUID("worker_id")),
        Optional.ofNullable(row.getString("route")),
        row.getOffsetDateTime("started_at").toInstant(),
        ClaimRows.instant(row, "finished_at"),
        Optional.ofNullable(row.getString("fault_code"))
            .map(code -> Fault.of(FaultCode.valueOf(code), row.getString("fault_message"))));
  }
}
