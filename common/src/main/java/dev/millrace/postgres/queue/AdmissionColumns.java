package dev.millrace.postgres.queue;

import dev.millrace.payload.Elsewhere;
import dev.millrace.queue.DispatchPosition;
import dev.millrace.queue.Submission;
import dev.millrace.queue.WebhookTarget;
import dev.millrace.request.RequestId;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;

/** Submissions that are admitted, a column each. */
final class AdmissionColumns {
  private AdmissionColumns() {}

  /** For {@code hold_covered}. */
  static Tuple coveredHolds(List<Submission> granted) {
    return holds(granted).addLocalDate(firstDay(granted));
  }

  /** For {@code raise_holds}. */
  static Tuple holds(List<Submission> granted) {
    return Tuple.tuple()
        .addArrayOfUUID(Columns.uuids(granted, s -> s.account().value()))
        .addArrayOfUUID(Columns.uuids(granted, Submission::key))
        .addArrayOfLong(Columns.longs(granted, s -> s.hold().nanos()));
  }

  /** A daily cap that is whole again on the day of another submission is decided under the lock. */
  private static LocalDate firstDay(List<Submission> granted) {
    return Columns.day(
        granted.stream().map(Submission::at).min(Comparator.naturalOrder()).orElseThrow());
  }

  /** For {@code admit}. */
  static Tuple rows(List<Submission> granted, List<DispatchPosition> positions) {
    var values =
        Tuple.tuple()
            .addArrayOfUUID(Columns.uuids(granted, s -> s.id().value()))
            .addArrayOfUUID(Columns.uuids(granted, s -> s.account().value()))
            .addArrayOfString(Columns.texts(granted, s -> s.model().toString()))
            .addArrayOfString(Columns.texts(granted, s -> s.terms().lane().word()))
            .addArrayOfInteger(Columns.integers(positions, DispatchPosition::partition))
            .addArrayOfLong(Columns.longs(positions, DispatchPosition::offset))
            .addArrayOfLong(Columns.longs(granted, s -> s.hold().nanos()))
            .addArrayOfString(Columns.texts(granted, Submission::rateCard))
            .addArrayOfOffsetDateTime(Columns.times(granted, Submission::at))
            .addArrayOfString(Columns.texts(granted, Submission::correlationId))
            .addArrayOfString(Columns.texts(granted, s -> s.metadata().orElse(null)))
            .addArrayOfString(Columns.texts(granted, s -> Elsewhere.bodyOrNull(s.input())))
            .addArrayOfOffsetDateTime(
                Columns.perhaps(granted, s -> s.terms().deadlines().startBy()))
            .addArrayOfOffsetDateTime(
                Columns.perhaps(granted, s -> s.terms().deadlines().finishBy()))
            .addArrayOfBoolean(Columns.flags(granted, s -> s.terms().stored()))
            .addArrayOfBoolean(Columns.flags(granted, s -> s.terms().shared()))
            .addArrayOfUUID(
                Columns.uuids(granted, s -> s.terms().retryOf().map(RequestId::value).orElse(null)))
            .addArrayOfString(
                Columns.texts(
                    granted, s -> s.terms().webhook().map(WebhookTarget::url).orElse(null)))
            .addArrayOfString(
                Columns.texts(granted, s -> WebhookColumns.write(s.terms().webhook())))
            .addArrayOfUUID(Columns.uuids(granted, Submission::key))
            .addArrayOfInteger(
                granted.stream().map(s -> s.files().outputSeconds()).toArray(Integer[]::new))
            .addArrayOfString(Columns.texts(granted, s -> Elsewhere.keyOrNull(s.input())));
    BasisColumns.add(values, granted, Submission::basis);
    return values;
  }
}
