package dev.millrace.money;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How much of something an input asks for, so that a quote can cover it.
 *
 * @param pointer where the input says so, such as {@code /num_outputs}; empty when no input has a
 *     say, and it is always {@code standard}
 * @param words amounts that an input names by a word, such as {@code 720p}
 * @param standard how much it is when the input does not say
 * @param maximum the most that the model gives, whatever the input says
 */
public record Asked(
    Optional<JsonPointer> pointer,
    SortedMap<String, BigDecimal> words,
    BigDecimal standard,
    BigDecimal maximum) {
  /** Finer amounts are rounded up to this one: no input may make us compute a billion digits. */
  private static final BigDecimal FINEST = new BigDecimal("1E-9");

  private static final BigDecimal HIGHEST = new BigDecimal("1E12");

  /** Always one. */
  public static final Asked ONE = always(BigDecimal.ONE);

  /** Always none. */
  static final Asked NONE =
      new Asked(Optional.empty(), new TreeMap<>(), BigDecimal.ZERO, BigDecimal.ONE);

  public Asked {
    if (standard.signum() < 0
        || maximum.signum() <= 0
        || maximum.compareTo(HIGHEST) > 0
        || standard.compareTo(maximum) > 0) {
      throw new IllegalArgumentException(
          "the default (%s) must lie between 0 and the maximum (%s), which must be above 0 and at most 10^12"
              .formatted(standard.toPlainString(), maximum.toPlainString()));
    }
    standard = fine(standard);
    maximum = fine(maximum);
    words = stripped(words, maximum);
  }

  private static SortedMap<String, BigDecimal> stripped(
      Map<String, BigDecimal> words, BigDecimal maximum) {
    var stripped = new TreeMap<String, BigDecimal>();
    words.forEach(
        (word, amount) -> {
          if (amount.signum() <= 0 || amount.compareTo(maximum) > 0) {
            throw new IllegalArgumentException(
                "what '%s' means (%s) must lie above 0 and not above the maximum"
                    .formatted(word, amount.toPlainString()));
          }
          stripped.put(Words.checked(word), fine(amount));
        });
    return Collections.unmodifiableSortedMap(stripped);
  }

  private static BigDecimal fine(BigDecimal amount) {
    if (amount.signum() == 0) {
      return BigDecimal.ZERO;
    }
    var stripped = amount.stripTrailingZeros();
    if (stripped.scale() > FINEST.scale()) {
      throw new IllegalArgumentException("an amount has at most 9 decimals, unlike " + amount);
    }
    return stripped;
  }

  public static Asked of(String pointer, long standard, long maximum) {
    return new Asked(
        Optional.of(JsonPointer.compile(pointer)),
        new TreeMap<>(),
        BigDecimal.valueOf(standard),
        BigDecimal.valueOf(maximum));
  }

  /** As much for every input. */
  public static Asked always(BigDecimal amount) {
    return new Asked(Optional.empty(), new TreeMap<>(), amount, amount);
  }

  /** What {@code input} asks for; the maximum when it asks for more, or for what is no amount. */
  BigDecimal in(JsonNode input) {
    if (pointer.isEmpty()) {
      return standard;
    }
    var asked = input.at(pointer.get());
    if (asked.isMissingNode() || asked.isNull()) {
      return standard;
    }
    if (asked.isTextual()) {
      return words.getOrDefault(asked.textValue(), maximum);
    }
    return isFinite(asked) ? bounded(asked.decimalValue()) : maximum;
  }

  /** What {@code times} things ask for together, each of which asks for {@code each}. */
  BigDecimal among(Optional<Long> each, int times) {
    return each.map(BigDecimal::valueOf)
        .map(this::bounded)
        .orElse(standard)
        .multiply(BigDecimal.valueOf(times));
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

  /** As a price says it. */
  JsonNode json() {
    if (pointer.isEmpty()) {
      return JsonNodeFactory.instance.numberNode(standard);
    }
    var json = JsonNodeFactory.instance.objectNode();
    json.put("pointer", pointer.get().toString());
    json.put("default", standard);
    json.put("maximum", maximum);
    if (!words.isEmpty()) {
      words.forEach(json.putObject("words")::put);
    }
    return json;
  }
}
