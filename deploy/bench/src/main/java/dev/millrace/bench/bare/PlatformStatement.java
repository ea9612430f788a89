package dev.millrace.bench.bare;

import dev.millrace.postgres.SqlFile;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One of the platform's statements as JDBC takes it: with a question mark where an argument stands.
 *
 * @param text without comments
 * @param order for each question mark the number of its argument, counted from 1
 */
record PlatformStatement(String text, List<Integer> order) {
  private static final Pattern COMMENT = Pattern.compile("--.*");
  private static final Pattern ARGUMENT = Pattern.compile("\\$(\\d+)");

  PlatformStatement {
    order = List.copyOf(order);
  }

  /**
   * The one in that file.
   *
   * @param name such as {@code queue/claim}
   */
  static PlatformStatement read(String name) {
    return of(SqlFile.read(name));
  }

  /** From what stands in its file, which may name an argument more than once. */
  static PlatformStatement of(String file) {
    var text = COMMENT.matcher(file).replaceAll("").strip();
    var order = new ArrayList<Integer>();
    var arguments = ARGUMENT.matcher(text);
    while (arguments.find()) {
      order.add(Integer.valueOf(arguments.group(1)));
    }
    return new PlatformStatement(ARGUMENT.matcher(text).replaceAll("?"), order);
  }

  PreparedStatement on(Connection connection) throws SQLException {
    return connection.prepareStatement(text);
  }

  /**
   * Gives a statement of that text its arguments.
   *
   * @param arguments all of them, the first for {@code $1}
   */
  void bind(PreparedStatement statement, List<?> arguments) throws SQLException {
    for (int i = 0; i < order.size(); i++) {
      statement.setObject(i + 1, arguments.get(order.get(i) - 1));
    }
  }
}
