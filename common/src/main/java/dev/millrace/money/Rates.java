package dev.millrace.money;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;

/** A rate for each thing that a mode counts. */
public record Rates(Map<Item, Rate> byItem) {
  public Rates {
    byItem = Map.copyOf(byItem);
  }

  public static Rates of(Rate amount) {
    return new Rates(Map.of(Item.AMOUNT, amount));
  }

  /** Of tokens, per million. */
  public static Rates ofTokens(
      Rate input, Rate cachedInput, Rate cacheWrite, Rate output, Rate reasoning) {
    var rates = new EnumMap<Item, Rate>(Item.class);
    rates.put(Item.INPUT, input);
    rates.put(Item.CACHED_INPUT, cachedInput);
    rates.put(Item.CACHE_WRITE, cacheWrite);
    rates.put(Item.OUTPUT, output);
    rates.put(Item.REASONING, reasoning);
    return new Rates(rates);
  }

  Rate of(Item item) {
    return byItem.get(item);
  }

  /** What a portion costs, in dollars. */
  BigDecimal price(Portion portion) {
    return portion.parts().stream().map(this::price).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private BigDecimal price(Portion.Part part) {
    var dearest = part.of().stream().map(byItem::get).reduce(Rate::max).orElse(Rate.ZERO);
    return dearest.times(part.amount());
  }

  boolean isZero() {
    return byItem.values().stream().allMatch(Rate::isZero);
  }

  /** Whether none of these is below that of {@code other}. */
  boolean atLeast(Rates other) {
    return byItem.entrySet().stream()
        .allMatch(
            mine -> mine.getValue().dollars().compareTo(other.of(mine.getKey()).dollars()) >= 0);
  }
}
