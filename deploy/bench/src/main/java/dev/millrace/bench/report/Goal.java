package dev.millrace.bench.report;

import java.util.Optional;
import java.util.regex.Pattern;

/** A target in words, of which a bound at the beginning can be judged. */
record Goal(String words) {
  private static final Pattern BOUND = Pattern.compile("^([≤≥]) *([0-9.,]*[0-9])");
  private static final String AT_MOST = "≤";

  /**
   * Whether a value keeps the bound.
   *
   * @param value in the unit that the words name
   * @return empty when the words begin with no bound
   */
  Optional<Boolean> metBy(double value) {
    var found = BOUND.matcher(words);
    if (!found.find()) {
      return Optional.empty();
    }
    double bound = Double.parseDouble(found.group(2).replace(",", ""));
    return Optional.of(found.group(1).equals(AT_MOST) ? value <= bound : value >= bound);
  }
}
