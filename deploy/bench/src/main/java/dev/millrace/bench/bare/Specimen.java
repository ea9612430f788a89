package dev.millrace.bench.bare;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/**
 * A request that the platform has completed, which others are made like.
 *
 * @param held at admission, in nano-dollars
 * @param charged at settlement, in nano-dollars
 * @param filesSeconds how long its files are kept; null when its account does not say
 * @param usage as JSON
 * @param providerMillis null when the provider did not say
 */
record Specimen(
    String model,
    String lane,
    long held,
    long charged,
    String rateCard,
    String correlation,
    Integer filesSeconds,
    String payer,
    String route,
    String usage,
    Long providerMillis,
    String input,
    String output) {
  private static final String FIND =
      """
      select r.model, r.lane, r.held, r.charged, r.rate_card, r.correlation_id, r.files_seconds,
             r.payer, r.route, r.usage::text, r.provider_millis, i.body, o.body
        from request r
        join request_payload i on i.request_id = r.id and i.kind = 'input'
        join request_payload o on o.request_id = r.id and o.kind = 'output'
       where r.account_id = ? and r.status = 'COMPLETED'
       limit 1
      """;

  /**
   * One of an account.
   *
   * @throws SQLException when there is none whose payloads are stored
   */
  static Specimen of(Connection connection, UUID account) throws SQLException {
    try (var statement = connection.prepareStatement(FIND)) {
      statement.setObject(1, account);
      try (var row = statement.executeQuery()) {
        if (!row.next()) {
          throw new SQLException("the account has no completed request with payloads: " + account);
        }
        return read(row);
      }
    }
  }

  private static Specimen read(ResultSet row) throws SQLException {
    return new Specimen(
        row.getString(1),
        row.getString(2),
        row.getLong(3),
        row.getLong(4),
        row.getString(5),
        row.getString(6),
        row.getObject(7, Integer.class),
        row.getString(8),
        row.getString(9),
        row.getString(10),
        row.getObject(11, Long.class),
        row.getString(12),
        row.getString(13));
  }
}
