package dev.millrace.money;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Map;

/**
 * How much of something an input asks for, so that a quote can cover it.
 *
 * @param pointer where the input says so, such as {@code /num_outputs}
 * @param standard how much it is when the input does not say
 * @param maximum the most that the model gives, whatever the input says
 */
public record Asked(JsonPointer pointer, BigDecimal standard, BigDecimal maximum) {
  /** Finer amounts are rounded up to this one: no input may make us compute a billion digits. */
  private static final BigDecimal FINEST = new BigDecimal("1E-9");

  public Asked {
    if (standard.signum() < 0 || maximum.signum() <= 0 || standard.compareTo(maximum) > 0) {
      throw new IllegalArgumentException(
          "the default (%s) must lie between 0 and the maximum (%s), which must be above 0"
              .formatted(standard.toPlainString(), maximum.toPlainString()));
    }
    standard = standard.stripTrailingZeros();
    maximum = maximum.stripTrailingZeros();
  }

  public static Asked of(String pointer, long standard, long maximum) {
    return new Asked(
        JsonPointer.compile(pointer), BigDecimal.valueOf(standard), BigDecimal.valueOf(maximum));
  }

  /** What {@code input} asks for; the maximum when it asks for more, or for what is no number. */
  BigDecimal in(JsonNode input) {
    var asked = input.at(pointer);
    if (asked.isMissingNode() || asked.isNull()) {
      return standard;
    }
    return isFinite(asked) ? bounded(asked.decimalValue()) : maximum;
  }

  private BigDecimal bounded(BigDecimal asked) {
    if (asked.signum() <= 0) {
      return BigDecimal.ZERO;
    }
    return asked.max(FINEST).min(maximum);
  }

  private static boolean isFinite(JsonNode asked) {
    return asked.isNumber() && !(asked.isDouble() && !Double.isFinite(asked.doubleValue()));
  }

  void describe(String name, Map<String, String> terms) {
    terms.put(name + ".pointer", pointer.toString());
    terms.put(name + ".default", standard.toPlainString());
    terms.put(name + ".maximum", maximum.toPlainString());
  }
}
