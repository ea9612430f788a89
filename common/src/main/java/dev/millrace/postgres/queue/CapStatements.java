package dev.millrace.postgres.queue;

import dev.millrace.account.SpendCap;
import dev.millrace.postgres.SpendCapColumns;
import dev.millrace.postgres.SqlFile;
import dev.millrace.queue.Offer;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** Reads the spend caps that the offers of an admission fall under. */
final class CapStatements {
  private static final String CAPS_OF = SqlFile.read("queue/caps_of");

  private CapStatements() {}

  /** To be sent behind the statement that looks at the accounts or locks them. */
  static Future<List<SpendCap>> of(SqlConnection connection, List<Offer> offers) {
    return connection
        .preparedQuery(CAPS_OF)
        .execute(
            Tuple.tuple()
                .addArrayOfUUID(distinct(offers, o -> o.submission().account().value()))
                .addArrayOfUUID(distinct(offers, o -> o.submission().key())))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .map(SpendCapColumns::read)
                    .toList());
  }

  private static UUID[] distinct(List<Offer> offers, Function<Offer, UUID> column) {
    return offers.stream().map(column).filter(Objects::nonNull).distinct().toArray(UUID[]::new);
  }
}
