package dev.millrace.postgres.file;

import dev.millrace.account.AccountId;
import dev.millrace.file.FileRequest;
import dev.millrace.file.ShelfFacets;
import dev.millrace.file.ShelfFilter;
import dev.millrace.file.ShelfFilter.Kind;
import dev.millrace.file.ShelfSlice;
import dev.millrace.postgres.queue.Columns;
import dev.millrace.request.RequestId;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/** A search for files as the values of its statements. */
final class ShelfValues {
  private ShelfValues() {}

  static Tuple ofList(AccountId account, ShelfFilter filter, ShelfSlice slice, Instant now) {
    return whole(account, filter, now)
        .addOffsetDateTime(slice.after().map(mark -> Columns.time(mark.createdAt())).orElse(null))
        .addUUID(slice.after().map(ShelfSlice.Mark::id).orElse(null))
        .addInteger(slice.skip())
        .addInteger(slice.limit() + 1);
  }

  static Tuple ofCount(AccountId account, ShelfFilter filter, Instant now) {
    return whole(account, filter, now).addInteger(ShelfSlice.DEEPEST + 1);
  }

  static Tuple ofFacets(AccountId account, ShelfFilter filter, Instant now) {
    return common(account, filter, now).addInteger(ShelfFacets.MOST + 1);
  }

  private static Tuple common(AccountId account, ShelfFilter filter, Instant now) {
    return Tuple.tuple()
        .addUUID(account.value())
        .addOffsetDateTime(Columns.time(now))
        .addArrayOfUUID(filter.tags().isEmpty() ? null : filter.tags().toArray(UUID[]::new))
        .addInteger(filter.allTags() ? filter.tags().size() : 1)
        .addString(filter.text().orElse(null))
        .addString(filter.typePrefix().orElse(null));
  }

  private static Tuple whole(AccountId account, ShelfFilter filter, Instant now) {
    return common(account, filter, now)
        .addArrayOfString(sources(filter))
        .addBoolean(filter.kinds().contains(Kind.INPUT))
        .addBoolean(filter.favouritesOnly())
        .addUUID(filter.request().map(RequestId::value).orElse(null))
        .addString(filter.role().map(FileRequest.Role::word).orElse(null));
  }

  /** Null: of whatever kind. */
  private static String[] sources(ShelfFilter filter) {
    return filter.kinds().isEmpty()
        ? null
        : filter.kinds().stream()
            .filter(kind -> kind != Kind.INPUT)
            .map(kind -> kind.name().toLowerCase(Locale.ROOT))
            .toArray(String[]::new);
  }
}
