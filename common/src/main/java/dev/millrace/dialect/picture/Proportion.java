package dev.millrace.dialect.picture;

import java.util.Optional;
import java.util.regex.Pattern;

/** How wide a picture is for its height, such as 16:9. */
record Proportion(int width, int height) {
  private static final Pattern SHAPE = Pattern.compile("([1-9]\\d{0,4}):([1-9]\\d{0,4})");

  /**
   * Sizes are whole blocks of pixels, so that 1792x1024 is what its makers call 16:9. So much may
   * they be apart.
   */
  private static final double SLACK = 0.02;

  /** Reads {@code 16:9}. */
  static Optional<Proportion> parse(String text) {
    var found = SHAPE.matcher(text);
    return found.matches()
        ? Optional.of(
            new Proportion(Integer.parseInt(found.group(1)), Integer.parseInt(found.group(2))))
        : Optional.empty();
  }

  double value() {
    return (double) width / height;
  }

  /** Whether nobody would see the difference. */
  boolean isLike(Proportion other) {
    return Math.abs(value() / other.value() - 1) <= SLACK;
  }

  /** As models write it. */
  String word() {
    return width + ":" + height;
  }
}
