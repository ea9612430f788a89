package dev.millrace.bench.cluster;

import dev.millrace.account.AccountId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeoutException;

/**
 * How long requests lived that were submitted in some span of time, as their rows say.
 *
 * @param requests how many there are
 * @param unfinished those among them that have not completed
 * @param longest from submit to completed
 */
public record Lifetimes(long requests, long unfinished, Duration longest) {
  private static final Duration LOOK_EVERY = Duration.ofMillis(200);

  private static final String LIVES =
      """
      select count(*),
             count(*) filter (where status <> 'COMPLETED'),
             coalesce(extract(epoch from max(finished_at - created_at)) * 1000000, 0)::bigint
        from request
       where account_id = ? and created_at >= ? and created_at < ?
      """;

  /**
   * Waits until all of one account have completed that were submitted in that span, which is over.
   *
   * @throws TimeoutException when they have not after {@code patience}
   */
  public static Lifetimes await(
      Books books, String account, Instant from, Instant until, Duration patience)
      throws InterruptedException, TimeoutException {
    long deadline = System.nanoTime() + patience.toNanos();
    var lives = of(books, account, from, until);
    while (lives.unfinished() > 0) {
      if (System.nanoTime() > deadline) {
        throw new TimeoutException("not all completed within %s: %s".formatted(patience, lives));
      }
      Thread.sleep(LOOK_EVERY);
      lives = of(books, account, from, until);
    }
    return lives;
  }

  private static Lifetimes of(Books books, String account, Instant from, Instant until) {
    return books.ask(
        connection -> {
          try (var statement = connection.prepareStatement(LIVES)) {
            statement.setObject(1, AccountId.of(account).value());
            statement.setObject(2, from.atOffset(ZoneOffset.UTC));
            statement.setObject(3, until.atOffset(ZoneOffset.UTC));
            try (var row = statement.executeQuery()) {
              row.next();
              return read(row);
            }
          }
        });
  }

  private static Lifetimes read(ResultSet row) throws SQLException {
    return new Lifetimes(
        row.getLong(1), row.getLong(2), Duration.of(row.getLong(3), ChronoUnit.MICROS));
  }
}
