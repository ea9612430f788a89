package dev.millrace.dialect.picture;

import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The sizes that fal's models have names for. */
enum NamedSize {
  SQUARE_HD("square_hd", new Pixels(1024, 1024), new Proportion(1, 1)),
  SQUARE("square", new Pixels(512, 512), new Proportion(1, 1)),
  PORTRAIT_4_3("portrait_4_3", new Pixels(768, 1024), new Proportion(3, 4)),
  PORTRAIT_16_9("portrait_16_9", new Pixels(576, 1024), new Proportion(9, 16)),
  LANDSCAPE_4_3("landscape_4_3", new Pixels(1024, 768), new Proportion(4, 3)),
  LANDSCAPE_16_9("landscape_16_9", new Pixels(1024, 576), new Proportion(16, 9));

  private final String word;
  private final Pixels pixels;
  private final Proportion proportion;

  NamedSize(String word, Pixels pixels, Proportion proportion) {
    this.word = word;
    this.pixels = pixels;
    this.proportion = proportion;
  }

  static Optional<NamedSize> of(Pixels pixels) {
    return first(size -> size.pixels.equals(pixels));
  }

  static Optional<NamedSize> of(Proportion proportion) {
    return first(size -> size.proportion.isLike(proportion));
  }

  private static Optional<NamedSize> first(Predicate<NamedSize> fits) {
    return Stream.of(values()).filter(fits).findFirst();
  }

  String word() {
    return word;
  }
}
