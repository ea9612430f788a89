package dev.millrace.money;

import java.util.Arrays;
import java.util.Optional;

/** By what a rate can depend on size. It is measured on what was made, or read. */
public enum Dimension {
  /** The shorter side of one output, in pixels, so that 1080p means the same upright. */
  RESOLUTION("resolution"),
  /** The area of one output, in millions of pixels. */
  MEGAPIXELS("megapixels"),
  /** All tokens read, whatever their class. */
  INPUT_TOKENS("input_tokens");

  private final String word;

  Dimension(String word) {
    this.word = word;
  }

  /** Its name in a price. */
  public String word() {
    return word;
  }

  public static Optional<Dimension> named(String word) {
    return Arrays.stream(values()).filter(dimension -> dimension.word.equals(word)).findFirst();
  }
}
