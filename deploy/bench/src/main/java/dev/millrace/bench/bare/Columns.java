package dev.millrace.bench.bare;

import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;

/** Arrays for set-based statements, a column each. */
record Columns(Connection connection) {
  Array uuids(List<?> values) throws SQLException {
    return connection.createArrayOf("uuid", texts(values));
  }

  Array text(List<?> values) throws SQLException {
    return connection.createArrayOf("text", texts(values));
  }

  Array times(List<?> values) throws SQLException {
    return connection.createArrayOf("timestamptz", texts(values));
  }

  Array integers(List<Integer> values) throws SQLException {
    return connection.createArrayOf("int4", values.toArray());
  }

  Array longs(List<Long> values) throws SQLException {
    return connection.createArrayOf("int8", values.toArray());
  }

  Array flags(List<Boolean> values) throws SQLException {
    return connection.createArrayOf("bool", values.toArray());
  }

  /** The same so many times; it may be null. */
  static <T> List<T> each(int many, T value) {
    return Collections.nCopies(many, value);
  }

  /** As PostgreSQL reads them. */
  private static String[] texts(List<?> values) {
    return values.stream().map(Columns::textOrNull).toArray(String[]::new);
  }

  private static String textOrNull(Object value) {
    return value == null ? null : value.toString();
  }
}
