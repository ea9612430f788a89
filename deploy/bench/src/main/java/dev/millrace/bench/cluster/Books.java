package dev.millrace.bench.cluster;

import dev.millrace.account.AccountId;
import dev.millrace.engines.PostgresEngine;
import dev.millrace.request.RequestId;
import dev.millrace.request.RequestStatus;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/** What PostgreSQL says happened: requests and money, read past the platform. */
public record Books(PostgresEngine postgres) {
  private static final Duration LOOK_EVERY = Duration.ofMillis(200);

  /**
   * All requests and all money, added up at one moment.
   *
   * @param open requests that are not terminal
   * @param completed requests that are COMPLETED
   * @param charges ledger entries of that kind
   * @param chargedTwice requests with more than one charge
   * @param chargedOtherwise completed requests whose charge is not what their row says
   * @param balance of all accounts, in nano-dollars
   * @param ledger the sum of all entries
   * @param held of all accounts
   * @param holds of all requests that are not terminal, and of all slices of credit
   */
  public record Totals(
      long requests,
      long open,
      long completed,
      long charges,
      long chargedTwice,
      long chargedOtherwise,
      long balance,
      long ledger,
      long held,
      long holds) {

    /**
     * No request is paid twice or otherwise than its row says, and every sum is what it adds up.
     * Much less than an audit, but without an api that could be asked for one.
     */
    public boolean areExact() {
      return chargedTwice == 0 && chargedOtherwise == 0 && balance == ledger && held == holds;
    }
  }

  private static final String TOTALS =
      """
      select (select count(*) from request),
             (select count(*) from request where finished_at is null),
             (select count(*) from request where status = 'COMPLETED'),
             (select count(*) from ledger_entry where kind = 'charge'),
             (select count(*) from (select from ledger_entry where kind = 'charge'
                                     group by request_id having count(*) > 1) twice),
             (select count(*) from request r
               where r.charged <> coalesce((select -sum(amount) from ledger_entry e
                                             where e.kind = 'charge' and e.request_id = r.id), 0)),
             (select sum(balance)::bigint from account),
             (select sum(amount)::bigint from ledger_entry),
             (select sum(held)::bigint from account),
             (select coalesce(sum(held), 0)::bigint from request where finished_at is null)
               + (select coalesce(sum(amount), 0)::bigint from credit_slice)
      """;

  public Totals totals() {
    return ask(
        connection -> {
          try (var statement = connection.createStatement();
              var row = statement.executeQuery(TOTALS)) {
            row.next();
            return new Totals(
                row.getLong(1),
                row.getLong(2),
                row.getLong(3),
                row.getLong(4),
                row.getLong(5),
                row.getLong(6),
                row.getLong(7),
                row.getLong(8),
                row.getLong(9),
                row.getLong(10));
          }
        });
  }

  /** How many requests have completed and were charged. */
  public long completed() {
    try (var completed = progress(Progress.Stage.COMPLETED)) {
      return completed.count();
    }
  }

  /** How many bytes PostgreSQL has written to its log. */
  public long walBytes() {
    return ask(
        connection -> {
          try (var statement = connection.createStatement();
              var row =
                  statement.executeQuery(
                      "select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint")) {
            row.next();
            return row.getLong(1);
          }
        });
  }

  private static final String PURSE =
      """
      select a.balance, a.held,
             (select coalesce(sum(amount), 0)::bigint from ledger_entry e where e.account_id = a.id),
             (select coalesce(sum(held), 0)::bigint from request r
               where r.account_id = a.id and r.finished_at is null),
             (select coalesce(sum(amount), 0)::bigint from credit_slice s where s.account_id = a.id),
             (select count(*) from ledger_entry e where e.account_id = a.id and e.kind = 'charge'),
             (select coalesce(-sum(amount), 0)::bigint from ledger_entry e
               where e.account_id = a.id and e.kind = 'charge')
        from account a where a.id = ?
      """;

  /**
   * The money of one account.
   *
   * @param account its id as the api shows it
   */
  public Purse purse(String account) {
    return ask(
        connection -> {
          try (var statement = connection.prepareStatement(PURSE)) {
            statement.setObject(1, AccountId.of(account).value());
            try (var row = statement.executeQuery()) {
              row.next();
              return new Purse(
                  row.getLong(1),
                  row.getLong(2),
                  row.getLong(3),
                  row.getLong(4),
                  row.getLong(5),
                  row.getLong(6),
                  row.getLong(7));
            }
          }
        });
  }

  /** Waits until the money of that account is so. */
  public Purse awaitPurse(String account, Predicate<Purse> wanted, Duration within)
      throws InterruptedException, TimeoutException {
    long deadline = System.nanoTime() + within.toNanos();
    var purse = purse(account);
    while (!wanted.test(purse)) {
      if (System.nanoTime() > deadline) {
        throw new TimeoutException("not so within %s: %s".formatted(within, purse));
      }
      Thread.sleep(LOOK_EVERY);
      purse = purse(account);
    }
    return purse;
  }

  /**
   * A request as its row has it.
   *
   * @param charged in nano-dollars
   * @param worker who runs it, as its log names it; empty while nobody does
   * @param fault why it failed, as a code
   */
  public record Standing(
      String model,
      String status,
      int attempt,
      long charged,
      Optional<String> worker,
      Optional<String> fault) {
    public boolean hasEnded() {
      return RequestStatus.valueOf(status).isTerminal();
    }
  }

  /** Every request there is. */
  public Map<RequestId, Standing> requests() {
    return ask(
        connection -> {
          var found = new HashMap<RequestId, Standing>();
          try (var statement = connection.createStatement();
              var row =
                  statement.executeQuery(
                      """
                      select id, model, status, attempt, charged, worker_id::text, fault_code
                        from request
                      """)) {
            while (row.next()) {
              found.put(
                  new RequestId(row.getObject(1, UUID.class)),
                  new Standing(
                      row.getString(2),
                      row.getString(3),
                      row.getInt(4),
                      row.getLong(5),
                      Optional.ofNullable(row.getString(6)),
                      Optional.ofNullable(row.getString(7))));
            }
          }
          return found;
        });
  }

  /** Waits until no request is left that is not terminal. */
  public Totals awaitAllEnded(Duration within) throws InterruptedException, TimeoutException {
    long deadline = System.nanoTime() + within.toNanos();
    var totals = totals();
    while (totals.open() > 0) {
      if (System.nanoTime() > deadline) {
        throw new TimeoutException("not all have ended within %s: %s".formatted(within, totals));
      }
      Thread.sleep(LOOK_EVERY);
      totals = totals();
    }
    return totals;
  }

  /** Waits until each of these is as {@code wanted}. */
  public void awaitEach(Set<RequestId> ids, Predicate<Standing> wanted, Duration within)
      throws InterruptedException, TimeoutException {
    long deadline = System.nanoTime() + within.toNanos();
    while (!requests(ids).values().stream().allMatch(wanted)) {
      if (System.nanoTime() > deadline) {
        throw new TimeoutException("not so within %s: %s".formatted(within, requests(ids)));
      }
      Thread.sleep(LOOK_EVERY);
    }
  }

  /** Those of them that are there. */
  public Map<RequestId, Standing> requests(Set<RequestId> ids) {
    var found = requests();
    found.keySet().retainAll(ids);
    return found;
  }

  /** Those that are not COMPLETED, or not there at all. */
  public Set<RequestId> notCompleted(Set<RequestId> ids) {
    var left = new HashSet<>(ids);
    requests(ids)
        .forEach(
            (id, standing) -> {
              if (standing.status().equals("COMPLETED")) {
                left.remove(id);
              }
            });
    return left;
  }

  /** Those that have come so far, over one connection that is kept. */
  public Progress progress(Progress.Stage stage) {
    try {
      return Progress.over(connect(), stage);
    } catch (SQLException e) {
      throw unreadable(e);
    }
  }

  /** Lets PostgreSQL write out what it holds, so that what follows does not pay for it. */
  public void checkpoint() {
    ask(
        connection -> {
          try (var statement = connection.createStatement()) {
            return statement.execute("checkpoint");
          }
        });
  }

  interface Question<T> {
    T ask(Connection connection) throws SQLException;
  }

  <T> T ask(Question<T> question) {
    try (var connection = connect()) {
      return question.ask(connection);
    } catch (SQLException e) {
      throw unreadable(e);
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
  }

  static IllegalStateException unreadable(SQLException cause) {
    return new IllegalStateException("the books cannot be read", cause);
  }
}
