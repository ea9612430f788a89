package dev.millrace.dialect;

import com.fasterxml.jackson.databind.JsonNode;

/** Reads what an upstream says of its tokens. */
public final class TokenCount {
  /** Beyond what any model reads or writes, and small enough to be summed. */
  private static final long MOST = 1_000_000_000_000L;

  private TokenCount() {}

  /** What is no count of tokens counts none. */
  public static long of(JsonNode number) {
    if (!number.isNumber() || !number.canConvertToExactIntegral() || !number.canConvertToLong()) {
      return 0;
    }
    long count = number.longValue();
    return count < 0 || count > MOST ? 0 : count;
  }
}
