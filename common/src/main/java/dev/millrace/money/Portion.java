package dev.millrace.money;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Something that is priced by itself: one output, or the tokens of a whole request.
 *
 * @param parts what it has of that which a mode counts
 * @param sizes how large it is, as far as that is known
 */
record Portion(List<Part> parts, Map<Dimension, BigDecimal> sizes) {
  /**
   * An amount of one of several items; where there is more than one, the dearest of them prices it.
   */
  record Part(List<Item> of, BigDecimal amount) {}

  static Portion of(BigDecimal amount) {
    return of(amount, Map.of());
  }

  static Portion of(BigDecimal amount, Map<Dimension, BigDecimal> sizes) {
    return new Portion(List.of(new Part(List.of(Item.AMOUNT), amount)), sizes);
  }

  Optional<BigDecimal> size(Dimension dimension) {
    return Optional.ofNullable(sizes.get(dimension));
  }
}
