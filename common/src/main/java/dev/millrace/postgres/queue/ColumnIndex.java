package dev.millrace.postgres.queue;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the columns of an answer are. The driver compares a name with all names before it whenever
 * a row is asked for it, which for answers of many rows and columns is most of what reading them
 * costs.
 */
final class ColumnIndex {
  private static final int NONE = -1;

  private final Map<String, Integer> positions;

  private ColumnIndex(Map<String, Integer> positions) {
    this.positions = positions;
  }

  static ColumnIndex of(RowSet<Row> rows) {
    var names = rows.columnsNames();
    var positions = HashMap.<String, Integer>newHashMap(names.size());
    for (int i = 0; i < names.size(); i++) {
      positions.putIfAbsent(names.get(i), i);
    }
    return new ColumnIndex(positions);
  }

  /** The same row, one of those that this was made of, which finds its columns by this index. */
  Row over(Row row) {
    return new Indexed(row, positions);
  }

  private record Indexed(Row row, Map<String, Integer> positions) implements Row {
    @Override
    public int getColumnIndex(String column) {
      return positions.getOrDefault(column, NONE);
    }

    @Override
    public String getColumnName(int position) {
      return row.getColumnName(position);
    }

    @Override
    public Object getValue(int position) {
      return row.getValue(position);
    }

    @Override
    public Tuple addValue(Object value) {
      return row.addValue(value);
    }

    @Override
    public int size() {
      return row.size();
    }

    @Override
    public void clear() {
      row.clear();
    }

    @Override
    public List<Class<?>> types() {
      return row.types();
    }
  }
}
