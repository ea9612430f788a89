package dev.millrace.dialect.picture;

import java.util.Optional;
import java.util.regex.Pattern;

/** How large a picture is. */
record Pixels(int width, int height) {
  private static final Pattern SHAPE = Pattern.compile("([1-9]\\d{0,4})x([1-9]\\d{0,4})");

  /** Models draw in blocks of so many pixels. */
  private static final int BLOCK = 8;

  /** Reads {@code 1024x1536}. */
  static Optional<Pixels> parse(String text) {
    var found = SHAPE.matcher(text);
    return found.matches()
        ? Optional.of(
            new Pixels(Integer.parseInt(found.group(1)), Integer.parseInt(found.group(2))))
        : Optional.empty();
  }

  /** Of that proportion, with about so many pixels. */
  static Pixels of(Proportion proportion, long area) {
    double width = Math.sqrt(area * proportion.value());
    return new Pixels(blocks(width), blocks(width / proportion.value()));
  }

  private static int blocks(double side) {
    return (int) Math.max(1, Math.round(side / BLOCK)) * BLOCK;
  }

  Proportion proportion() {
    return new Proportion(width, height);
  }

  /** As OpenAI's protocol writes it. */
  String word() {
    return width + "x" + height;
  }
}
