package dev.millrace.bench.bare;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * One connection that carries batches through their lives, each in the platform's transactions:
 * admission, claim, settlement. Not thread-safe.
 */
final class Driver implements AutoCloseable {
  private final Connection connection;
  private final Columns columns;
  private final Specimen specimen;
  private final List<Payer> payers;
  private final int number;
  private final UUID worker = UUID.randomUUID();
  private final Random random = new Random();
  private final Step beat;
  private final Step lock;
  private final Step caps;
  private final Step look;
  private final Step admit;
  private final Step hold;
  private final Step claim;
  private final Step settle;
  private long carried;

  /** A statement of this connection that stays prepared. */
  private record Step(PlatformStatement source, PreparedStatement prepared) {
    static Step of(Connection connection, String name) throws SQLException {
      var source = PlatformStatement.read(name);
      return new Step(source, source.on(connection));
    }

    /** Returns how many rows it answered. */
    int run(List<?> arguments) throws SQLException {
      source.bind(prepared, arguments);
      if (!prepared.execute()) {
        return 0;
      }
      int rows = 0;
      try (var answer = prepared.getResultSet()) {
        while (answer.next()) {
          rows++;
        }
      }
      return rows;
    }
  }

  /**
   * @param payers whose requests it carries; no other connection should lock their accounts
   * @param number of the connection, which stands for a partition
   */
  Driver(Connection connection, Specimen specimen, List<Payer> payers, int number)
      throws SQLException {
    this.connection = connection;
    this.columns = new Columns(connection);
    this.specimen = specimen;
    this.payers = List.copyOf(payers);
    this.number = number;
    this.beat = Step.of(connection, "queue/beat");
    this.lock = Step.of(connection, "queue/lock_accounts");
    this.caps = Step.of(connection, "queue/caps_of");
    this.look = Step.of(connection, "queue/look_at_accounts");
    this.admit = Step.of(connection, "queue/admit");
    this.hold = Step.of(connection, "queue/hold_covered");
    this.claim = Step.of(connection, "queue/claim");
    this.settle = Step.of(connection, "queue/settle");
  }

  /** Says that it lives, as a worker does, so that no worker takes over what it has claimed. */
  void beat() throws SQLException {
    beat.run(List.of(worker, "bare", Instant.now().atOffset(ZoneOffset.UTC)));
  }

  /**
   * Carries so many requests from admission to settled.
   *
   * @throws IllegalStateException when one of them was not claimed or not settled
   */
  void carry(int many) throws SQLException {
    var batch = Batch.of(specimen, payers, many, number, carried, random);
    admit(batch);
    need(many, claim.run(batch.claim(columns, worker, Instant.now())), "claimed");
    need(many, settle(batch), "settled");
    carried += many;
  }

  private void admit(Batch batch) throws SQLException {
    connection.setAutoCommit(false);
    look.run(batch.accounts(columns));
    caps.run(batch.accountsAndKeys(columns));
    admit.run(batch.admission(columns, Instant.now()));
    hold.run(batch.holds(columns, Instant.now()));
    commit();
  }

  private int settle(Batch batch) throws SQLException {
    connection.setAutoCommit(false);
    lock.run(batch.accounts(columns));
    int settled = settle.run(batch.settlement(columns, Instant.now()));
    commit();
    return settled;
  }

  private void commit() throws SQLException {
    connection.commit();
    connection.setAutoCommit(true);
  }

  private static void need(int wanted, int done, String what) {
    if (done != wanted) {
      throw new IllegalStateException("of %d requests %d were %s".formatted(wanted, done, what));
    }
  }

  /** How many it has carried since it was made. */
  long carried() {
    return carried;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
