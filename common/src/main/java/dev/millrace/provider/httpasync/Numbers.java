package dev.millrace.provider.httpasync;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Optional;

/** Numbers of a reply, as it writes them. */
final class Numbers {
  private Numbers() {}

  private static final int FINEST_SCALE = 30;

  /** Empty for what is no number, for infinity, and for one of needlessly many digits. */
  static Optional<BigDecimal> finite(JsonNode value) {
    if (!value.isNumber() || (value.isDouble() && !Double.isFinite(value.doubleValue()))) {
      return Optional.empty();
    }
    return Optional.of(value.decimalValue()).filter(number -> number.scale() <= FINEST_SCALE);
  }
}
