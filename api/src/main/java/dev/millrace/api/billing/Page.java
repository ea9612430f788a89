package dev.millrace.api.billing;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.function.Function;

/**
 * A part of a list.
 *
 * @param nextCursor brings the next part; null on the last
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Page<T>(List<T> data, String nextCursor) {

  /**
   * A page of at most {@code limit} rows out of up to one more, which only shows that there is one.
   */
  public static <R, T> Page<T> of(
      List<R> rows, int limit, Function<R, T> view, Function<R, Object> cursor) {
    var shown = rows.size() > limit ? rows.subList(0, limit) : rows;
    var next = rows.size() > limit ? cursor.apply(shown.getLast()).toString() : null;
    return new Page<>(shown.stream().map(view).toList(), next);
  }
}
