package dev.millrace.api.http;

import io.vertx.ext.web.RoutingContext;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * Names one call, in answers and in logs. It is the caller's own {@code X-Request-Id} when that is
 * harmless, and never the id of a request in the queue.
 */
public record CorrelationId(String value) {
  /** The header that brings it and takes it back. */
  public static final String HEADER = "X-Request-Id";

  private static final String PLACE = CorrelationId.class.getName();
  private static final int LONGEST = 128;
  private static final HexFormat HEX = HexFormat.of();

  /** The id of the call that this context serves; the first filter has put it there. */
  public static CorrelationId of(RoutingContext context) {
    return context.get(PLACE);
  }

  public void putInto(RoutingContext context) {
    context.put(PLACE, this);
  }

  /** What the caller offers, or a new one when that is nothing or could do harm in a log. */
  public static CorrelationId chosen(String offered, RandomGenerator random) {
    return offered != null && isHarmless(offered) ? new CorrelationId(offered) : next(random);
  }

  private static CorrelationId next(RandomGenerator random) {
    return new CorrelationId(
        HEX.toHexDigits(random.nextLong()) + HEX.toHexDigits(random.nextLong()));
  }

  private static boolean isHarmless(String text) {
    return !text.isEmpty()
        && text.length() <= LONGEST
        && text.chars().allMatch(CorrelationId::isHarmless);
  }

  private static boolean isHarmless(int c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || c == '.'
        || c == '_'
        || c == '-';
  }

  @Override
  public String toString() {
    return value;
  }
}
