package dev.millrace.testing.leak;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * All that lies in a PostgreSQL database, row by row. Bytes come in hexadecimal digits and once
 * more as text.
 */
public record Dump(String jdbcUrl, String user, String password) {
  /** Rows may have megabytes. */
  private static final int ROWS_AT_ONCE = 20;

  /** Hands over the name of each table with each of its rows. */
  public void each(BiConsumer<String, String> reader) throws SQLException {
    try (var connection = DriverManager.getConnection(jdbcUrl, user, password)) {
      connection.setAutoCommit(false);
      for (var table : tables(connection)) {
        read(connection, table, reader);
      }
    }
  }

  private static List<String> tables(Connection connection) throws SQLException {
    return texts(
        connection,
        """
        select c.oid::regclass::text
          from pg_class c join pg_namespace n on n.oid = c.relnamespace
         where c.relkind in ('r', 'p') and not c.relispartition
           and n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema'
         order by 1
        """);
  }

  private static void read(Connection connection, String table, BiConsumer<String, String> reader)
      throws SQLException {
    var bytes =
        texts(
            connection,
            """
            select quote_ident(attname) from pg_attribute
             where attrelid = '%s'::regclass and atttypid = 'bytea'::regtype and not attisdropped
            """
                .formatted(table));
    var asText =
        bytes.stream()
            .map(column -> " || ' ' || coalesce(encode(t.%s, 'escape'), '')".formatted(column))
            .collect(Collectors.joining());
    try (var statement = connection.createStatement()) {
      statement.setFetchSize(ROWS_AT_ONCE);
      try (var rows =
          statement.executeQuery("select t::text%s from %s t".formatted(asText, table))) {
        while (rows.next()) {
          reader.accept(table, rows.getString(1));
        }
      }
    }
  }

  private static List<String> texts(Connection connection, String query) throws SQLException {
    var texts = new ArrayList<String>();
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
    }
    return texts;
  }

  /** Leaves out the password. */
  @Override
  public String toString() {
    return jdbcUrl;
  }
}
