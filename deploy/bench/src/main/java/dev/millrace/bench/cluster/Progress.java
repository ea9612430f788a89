package dev.millrace.bench.cluster;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/**
 * How many requests of all accounts have come so far, asked over one connection. Not thread-safe.
 */
public final class Progress implements AutoCloseable {
  /** How far. */
  public enum Stage {
    /** A worker has taken it, now or before; looks at all of them. */
    CLAIMED("select count(*) from request where started_at is not null"),

    /**
     * Completed and charged; from the sums of the days, which are a few rows, however many requests
     * there are.
     */
    COMPLETED("select coalesce(sum(completed), 0)::bigint from usage_day");

    private final String question;

    Stage(String question) {
      this.question = question;
    }
  }

  private final Connection connection;
  private final PreparedStatement question;

  private Progress(Connection connection, PreparedStatement question) {
    this.connection = connection;
    this.question = question;
  }

  static Progress over(Connection connection, Stage stage) throws SQLException {
    return new Progress(connection, connection.prepareStatement(stage.question));
  }

  /**
   * So many had come so far.
   *
   * @param at when that was seen, in nanoseconds of this JVM
   */
  public record Count(long requests, long at) {
    /** Those that came a second since an earlier count. */
    public double rateSince(Count earlier) {
      return (requests - earlier.requests) * 1e9 / (at - earlier.at);
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
   * Looks again and again until so many have come.
   *
   * @throws TimeoutException when they have not after {@code patience}
   */
  public Count await(long least, Duration lookEvery, Duration patience)
      throws InterruptedException, TimeoutException {
    long deadline = System.nanoTime() + patience.toNanos();
    var seen = look();
    while (seen.requests() < least) {
      if (seen.at() > deadline) {
        throw new TimeoutException(
            "%d of %d had come so far after %s".formatted(seen.requests(), least, patience));
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
