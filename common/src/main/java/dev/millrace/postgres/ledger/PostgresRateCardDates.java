package dev.millrace.postgres.ledger;

import dev.millrace.ledger.RateCardDates;
import dev.millrace.postgres.SqlFile;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** The dates of rate cards from the table that they are kept in. */
@ApplicationScoped
public class PostgresRateCardDates implements RateCardDates {
  private static final String SINCE = SqlFile.read("ledger/card_since");

  private final Pool pool;

  PostgresRateCardDates(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<Optional<Instant>> since(String version) {
    return pool.withConnection(
            connection -> connection.preparedQuery(SINCE).execute(Tuple.of(version)))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .findFirst()
                    .map(row -> row.getOffsetDateTime("seen_at").toInstant()));
  }
}
