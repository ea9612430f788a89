package dev.millrace.postgres.queue;

import dev.millrace.account.AccountId;
import dev.millrace.history.HistoryFilter;
import dev.millrace.history.HistorySlice;
import dev.millrace.model.ModelName;
import dev.millrace.request.RequestId;
import dev.millrace.request.RequestStatus;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** A search as the values of {@code list.sql} and {@code count.sql}. */
final class SearchValues {
  /**
   * An id is made a moment before its request is, and other nodes have other clocks: the range of
   * ids only keeps the search short, the times themselves decide.
   */
  private static final Duration SLACK = Duration.ofMinutes(10);

  private SearchValues() {}

  static Tuple ofList(AccountId account, HistoryFilter filter, HistorySlice slice) {
    var before =
        Stream.concat(slice.before().map(RequestId::value).stream(), newestId(filter).stream())
            .min((one, other) -> new RequestId(one).compareTo(new RequestId(other)));
    return of(account, filter, before).addInteger(slice.skip()).addInteger(slice.limit() + 1);
  }

  static Tuple ofCount(AccountId account, HistoryFilter filter) {
    return of(account, filter, newestId(filter)).addInteger(HistorySlice.DEEPEST + 1);
  }

  private static Tuple of(AccountId account, HistoryFilter filter, Optional<UUID> before) {
    return Tuple.tuple()
        .addUUID(account.value())
        .addArrayOfString(statuses(filter))
        .addString(filter.model().map(ModelName::toString).orElse(null))
        .addString(filter.labels().orElse(null))
        .addUUID(filter.retryOf().map(RequestId::value).orElse(null))
        .addOffsetDateTime(time(filter.createdAfter()))
        .addOffsetDateTime(time(filter.createdBefore()))
        .addUUID(filter.createdAfter().map(at -> firstId(at.minus(SLACK))).orElse(null))
        .addUUID(before.orElse(null));
  }

  private static Optional<UUID> newestId(HistoryFilter filter) {
    return filter.createdBefore().map(at -> firstId(at.plus(SLACK)));
  }

  private static String[] statuses(HistoryFilter filter) {
    return filter.statuses().isEmpty()
        ? null
        : filter.statuses().stream().map(RequestStatus::name).toArray(String[]::new);
  }

  private static OffsetDateTime time(Optional<Instant> instant) {
    return instant.map(Columns::time).orElse(null);
  }

  /** Sorts before every id of that instant or later. */
  private static UUID firstId(Instant at) {
    return new UUID(Math.max(0, at.toEpochMilli()) << 16, 0);
  }
}
