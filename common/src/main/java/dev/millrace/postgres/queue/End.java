package dev.millrace.postgres.queue;

import dev.millrace.fault.Fault;
import dev.millrace.file.StoredFile;
import dev.millrace.money.Usage;
import dev.millrace.money.UsageJson;
import dev.millrace.payload.Elsewhere;
import dev.millrace.queue.Verdict;
import dev.millrace.request.RequestId;
import dev.millrace.request.RequestStatus;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;

/** A verdict that ends its request, as a row of {@code settle.sql}. */
record End(
    Verdict.Of of,
    RequestStatus status,
    long charged,
    Optional<Usage> usage,
    Optional<Fault> fault,
    String output,
    List<StoredFile> files) {

  static End of(Verdict.Of of) {
    return switch (of.verdict()) {
      case Verdict.Complete c ->
          new End(
              of,
              RequestStatus.COMPLETED,
              c.charge().nanos(),
              Optional.of(c.usage()),
              Optional.empty(),
              c.output(),
              c.files());
      case Verdict.Fail f -> unpaid(of, RequestStatus.FAILED, Optional.of(f.fault()));
      case Verdict.Cancel c -> unpaid(of, RequestStatus.CANCELLED, Optional.empty());
      case Verdict.Retry r -> throw new IllegalArgumentException("a retry ends nothing");
      case Verdict.Postpone p -> throw new IllegalArgumentException("a postponement ends nothing");
    };
  }

  private static End unpaid(Verdict.Of of, RequestStatus status, Optional<Fault> fault) {
    return new End(of, status, 0, Optional.empty(), fault, null, List.of());
  }

  static Tuple rows(List<End> ends) {
    return Tuple.tuple()
        .addArrayOfUUID(Columns.uuids(ends, e -> e.request().value()))
        .addArrayOfInteger(Columns.integers(ends, e -> e.of.claim().attempt()))
        .addArrayOfString(Columns.texts(ends, e -> e.status.name()))
        .addArrayOfLong(Columns.longs(ends, End::charged))
        .addArrayOfString(Columns.texts(ends, e -> e.of.route()))
        .addArrayOfOffsetDateTime(Columns.times(ends, e -> e.of.at()))
        .addArrayOfLong(ends.stream().map(End::providerMillis).toArray(Long[]::new))
        .addArrayOfString(Columns.texts(ends, e -> FaultColumns.code(e.fault)))
        .addArrayOfString(Columns.texts(ends, e -> FaultColumns.message(e.fault)))
        .addArrayOfString(Columns.texts(ends, e -> FaultColumns.details(e.fault)))
        .addArrayOfString(Columns.texts(ends, e -> Elsewhere.bodyOrNull(e.output)))
        .addArrayOfString(Columns.texts(ends, e -> e.usage.map(UsageJson::write).orElse(null)))
        .addArrayOfString(Columns.texts(ends, e -> Elsewhere.keyOrNull(e.output)));
  }

  EndStatements.Leaving leaving() {
    return new EndStatements.Leaving(
        of.claim().id(), fault.isPresent(), files, output, of.claim().origin().stored());
  }

  private Long providerMillis() {
    return usage.map(used -> used.providerTime().toMillis()).orElse(null);
  }

  private RequestId request() {
    return of.claim().request();
  }
}
