package dev.millrace.money;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * Rates that may depend on size: dearer for what is larger. All of a portion is priced by the one
 * step that its size falls into.
 *
 * @param by what the size is; empty when there is one step only
 * @param asked how large an input asks for, where the mode itself does not know
 * @param steps by size; only the last has no bound
 */
public record Tiers(Optional<Dimension> by, Optional<Asked> asked, List<Step> steps) {
  private static final int MOST_STEPS = 100;

  /**
   * Rates up to a size.
   *
   * @param upTo the largest size that they are for; empty for whatever is larger
   */
  public record Step(Optional<BigDecimal> upTo, Rates rates) {
    boolean covers(BigDecimal size) {
      return upTo.isEmpty() || size.compareTo(upTo.get()) <= 0;
    }
  }

  /** Refuses steps that are not in order, by size and by rate. */
  public Tiers {
    steps =
        steps.stream()
            .map(step -> new Step(step.upTo().map(BigDecimal::stripTrailingZeros), step.rates()))
            .toList();
    if (steps.isEmpty() || steps.size() > MOST_STEPS) {
      throw new IllegalArgumentException("tiers have 1 to %d steps".formatted(MOST_STEPS));
    }
    if (by.isEmpty() && (steps.size() > 1 || asked.isPresent())) {
      throw new IllegalArgumentException("tiers must say by what they are told apart");
    }
    refuseDisorder(steps);
  }

  private static void refuseDisorder(List<Step> steps) {
    for (int i = 0; i < steps.size(); i++) {
      boolean last = i == steps.size() - 1;
      var upTo = steps.get(i).upTo();
      if (upTo.isEmpty() != last) {
        throw new IllegalArgumentException(
            "every step but the last has an up_to, and the last has none: it is for all that is"
                + " larger");
      }
      if (upTo.isPresent() && upTo.get().signum() <= 0) {
        throw new IllegalArgumentException("an up_to is above 0");
      }
      if (i > 0) {
        refuseDisorder(steps.get(i - 1), steps.get(i));
      }
    }
  }

  private static void refuseDisorder(Step lower, Step higher) {
    if (higher.upTo().isPresent() && higher.upTo().get().compareTo(lower.upTo().get()) <= 0) {
      throw new IllegalArgumentException(
          "the steps are not in order: up_to %s comes after up_to %s"
              .formatted(higher.upTo().get().toPlainString(), lower.upTo().get().toPlainString()));
    }
    if (!higher.rates().atLeast(lower.rates())) {
      throw new IllegalArgumentException(
          "the steps are not in order: what is larger than %s costs less"
              .formatted(lower.upTo().get().toPlainString()));
    }
  }

  /** The same rates whatever the size. */
  public static Tiers flat(Rates rates) {
    return new Tiers(
        Optional.empty(), Optional.empty(), List.of(new Step(Optional.empty(), rates)));
  }

  boolean isFlat() {
    return by.isEmpty();
  }

  Rates dearest() {
    return steps.getLast().rates();
  }

  /** What was made or read costs this many dollars; the lowest step where it was not measured. */
  BigDecimal price(Portion portion) {
    return at(by.flatMap(portion::size).orElse(BigDecimal.ZERO)).price(portion);
  }

  /**
   * The most dollars that the portion can cost: by the largest size that {@code input} may ask for.
   */
  BigDecimal atMost(Portion portion, JsonNode input) {
    var size = asked.map(wanted -> wanted.in(input)).or(() -> by.flatMap(portion::size));
    return size.map(this::at).orElseGet(this::dearest).price(portion);
  }

  private Rates at(BigDecimal size) {
    return steps.stream().filter(step -> step.covers(size)).findFirst().orElseThrow().rates();
  }
}
