package dev.millrace.bench.bare;

import dev.millrace.engines.PostgresEngine;
import dev.millrace.postgres.BoundedPool;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * The platform's queue without the platform: its set-based statements, over a few connections, as
 * fast as PostgreSQL takes them. Each connection has accounts of its own, so that none waits for
 * another's locks.
 */
public final class BareQueue implements AutoCloseable {
  private static final double NANOS_A_SECOND = 1e9;
  private static final String KEYS =
      "select distinct on (account_id) account_id, id from api_key where account_id = any(?)";

  private final List<Driver> drivers;
  private final int batch;

  private BareQueue(List<Driver> drivers, int batch) {
    this.drivers = drivers;
    this.batch = batch;
  }

  /**
   * Over a database that the platform has migrated; it may run, but nobody calls it meanwhile.
   *
   * @param accounts that have keys, and credit; the first has a completed request, which all that
   *     come are made like
   * @param connections no more than accounts
   * @param batch requests that go through their lives together
   * @throws SQLException when an account has no key, or the first has no completed request
   */
  public static BareQueue open(
      PostgresEngine postgres, List<UUID> accounts, int connections, int batch)
      throws SQLException {
    var drivers = new ArrayList<Driver>();
    try (var connection = connect(postgres)) {
      var specimen = Specimen.of(connection, accounts.getFirst());
      var payers = payers(connection, accounts);
      for (int i = 0; i < connections; i++) {
        drivers.add(new Driver(connect(postgres), specimen, share(payers, i, connections), i));
      }
    }
    return new BareQueue(List.copyOf(drivers), batch);
  }

  private static Connection connect(PostgresEngine postgres) throws SQLException {
    var connection =
        DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
    try (var statement = connection.createStatement()) {
      statement.execute(BoundedPool.ALWAYS_LOOK_UP);
    }
    return connection;
  }

  private static List<Payer> payers(Connection connection, List<UUID> accounts)
      throws SQLException {
    var payers = new ArrayList<Payer>();
    try (var statement = connection.prepareStatement(KEYS)) {
      statement.setArray(1, new Columns(connection).uuids(accounts));
      try (var row = statement.executeQuery()) {
        while (row.next()) {
          payers.add(new Payer(row.getObject(1, UUID.class), row.getObject(2, UUID.class)));
        }
      }
    }
    if (payers.size() < accounts.size()) {
      throw new SQLException(
          "of %d accounts %d have keys".formatted(accounts.size(), payers.size()));
    }
    return payers;
  }

  /** What falls to one of so many, in turn. */
  static <T> List<T> share(List<T> all, int number, int among) {
    return IntStream.range(0, all.size())
        .filter(i -> i % among == number)
        .mapToObj(all::get)
        .toList();
  }

  /**
   * Carries requests from admission to settled for so long, and to the end of the batches that are
   * under way by then. Not for longer than a worker may be silent.
   *
   * @return how many a second
   * @throws ExecutionException when a batch failed, or lost a request
   */
  public double run(Duration lasting) throws InterruptedException, ExecutionException {
    long before = carried();
    long begun = System.nanoTime();
    long deadline = begun + lasting.toNanos();
    try (var threads = Executors.newFixedThreadPool(drivers.size())) {
      var running =
          drivers.stream()
              .<Future<?>>map(one -> threads.submit(() -> drive(one, deadline)))
              .toList();
      for (var one : running) {
        one.get();
      }
    }
    return (carried() - before) * NANOS_A_SECOND / (System.nanoTime() - begun);
  }

  private Void drive(Driver driver, long deadline) throws SQLException {
    driver.beat();
    while (System.nanoTime() < deadline) {
      driver.carry(batch);
    }
    return null;
  }

  /** How many it has carried since it was opened. For when nothing runs. */
  public long carried() {
    return drivers.stream().mapToLong(Driver::carried).sum();
  }

  @Override
  public void close() throws SQLException {
    for (var driver : drivers) {
      driver.close();
    }
  }
}
