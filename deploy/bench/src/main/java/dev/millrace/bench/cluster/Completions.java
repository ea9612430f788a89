package dev.millrace.bench.cluster;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/**
 * How many requests of all accounts have completed and were charged, asked over one connection:
 * from the sums of its days, which are a few rows, however many requests there are. Not
 * thread-safe.
 */
public final class Completions implements AutoCloseable {
  private static final String COUNT = "select coalesce(sum(completed), 0)::bigint from usage_day";

  private final Connection connection;
  private final PreparedStatement question;

  private Completions(Connection connection, PreparedStatement question) {
    this.connection = connection;
    this.question = question;
  }

  static Completions over(Connection connection) throws SQLException {
    return new Completions(connection, connection.prepareStatement(COUNT));
  }

  /**
   * So many had completed.
   *
   * @param at when that was seen, in nanoseconds of this JVM
   */
  public record Count(long completed, long at) {
    /** Those that completed a second since an earlier count. */
    public double rateSince(Count earlier) {
      return (completed - earlier.completed) * 1e9 / (at - earlier.at);
    }
  }

  public long count() {
    try (var row = question.executeQuery()) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw Books.unreadable(e);
    }
  }

  /**
   * Looks again and again until so many have completed.
   *
   * @throws TimeoutException when they have not after {@code patience}
   */
  public Count await(long least, Duration lookEvery, Duration patience)
      throws InterruptedException, TimeoutException {
    long deadline = System.nanoTime() + patience.toNanos();
    var seen = look();
    while (seen.completed() < least) {
      if (seen.at() > deadline) {
        throw new TimeoutException(
            "%d of %d had completed after %s".formatted(seen.completed(), least, patience));
      }
      Thread.sleep(lookEvery);
      seen = look();
    }
    return seen;
  }

  private Count look() {
    return new Count(count(), System.nanoTime());
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw Books.unreadable(e);
    }
  }
}
