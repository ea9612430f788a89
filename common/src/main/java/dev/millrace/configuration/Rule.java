package dev.millrace.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What values a setting may have. */
@FunctionalInterface
interface Rule {
  int MOST_STOPS = 4;
  int LONGEST_STOP = 256;

  /** What is wrong with a value; empty when nothing is. */
  Optional<Complaint> complaint(JsonNode value);

  /** Numbers, both ends included. */
  static Rule range(int least, int most) {
    return value ->
        value.isNumber() ? outside(value.decimalValue(), least, most) : wrong("must be a number");
  }

  /** Whole numbers, both ends included. */
  static Rule whole(int least, int most) {
    return value ->
        value.isNumber() && value.canConvertToExactIntegral()
            ? outside(value.decimalValue(), least, most)
            : wrong("must be a whole number");
  }

  private static Optional<Complaint> outside(BigDecimal value, int least, int most) {
    if (value.compareTo(BigDecimal.valueOf(least)) < 0) {
      return Optional.of(new Complaint("minimum", "must be at least " + least));
    }
    return value.compareTo(BigDecimal.valueOf(most)) > 0
        ? Optional.of(new Complaint("maximum", "must be at most " + most))
        : Optional.empty();
  }

  /** Certain words. */
  static Rule oneOf(Set<String> words) {
    var named = String.join(", ", new TreeSet<>(words));
    return value ->
        value.isTextual() && words.contains(value.textValue())
            ? Optional.empty()
            : Optional.of(new Complaint("enum", "must be one of " + named));
  }

  /** A text, or some. */
  static Rule stops() {
    return value -> {
      if (value.isTextual()) {
        return isStop(value) ? Optional.empty() : badStop();
      }
      if (!value.isArray() || value.isEmpty() || value.size() > MOST_STOPS) {
        return wrong("must be a text, or a list of 1 to %d texts".formatted(MOST_STOPS));
      }
      for (var text : value) {
        if (!isStop(text)) {
          return badStop();
        }
      }
      return Optional.empty();
    };
  }

  private static boolean isStop(JsonNode value) {
    return value.isTextual()
        && !value.textValue().isEmpty()
        && value.textValue().length() <= LONGEST_STOP
        && value.textValue().indexOf('\0') < 0;
  }

  private static Optional<Complaint> badStop() {
    return Optional.of(
        new Complaint(
            "maxLength",
            "must hold texts of 1 to %d characters without NUL".formatted(LONGEST_STOP)));
  }

  private static Optional<Complaint> wrong(String text) {
    return Optional.of(new Complaint("type", text));
  }
}
