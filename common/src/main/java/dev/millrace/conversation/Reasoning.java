package dev.millrace.conversation;

import java.util.Optional;

/**
 * How much a model is to think before it answers. Dialects say it by a word or by a number of
 * tokens; either stands for the other.
 *
 * @param effort by a word
 * @param budget by tokens; 0 for none
 * @param shown whether the caller wants to see the thoughts, or their summary
 */
public record Reasoning(Optional<Effort> effort, Optional<Long> budget, boolean shown) {
  /** How hard, from none at all. */
  public enum Effort {
    NONE("none", 0),
    MINIMAL("minimal", 1_024),
    LOW("low", 2_048),
    MEDIUM("medium", 8_192),
    HIGH("high", 24_576),
    XHIGH("xhigh", 32_768);

    private final String word;
    private final long budget;

    Effort(String word, long budget) {
      this.word = word;
      this.budget = budget;
    }

    /** As dialects write it. */
    public String word() {
      return word;
    }

    /** The tokens that it stands for where a dialect counts them. */
    public long budget() {
      return budget;
    }

    public static Optional<Effort> parse(String word) {
      for (var effort : values()) {
        if (effort.word.equals(word)) {
          return Optional.of(effort);
        }
      }
      return Optional.empty();
    }

    /** The weakest effort that thinks at least so much. */
    public static Effort of(long budget) {
      for (var effort : values()) {
        if (effort.budget >= budget) {
          return effort;
        }
      }
      return XHIGH;
    }
  }

  public static Reasoning of(Effort effort, boolean shown) {
    return new Reasoning(Optional.of(effort), Optional.empty(), shown);
  }

  public static Reasoning of(long budget, boolean shown) {
    return new Reasoning(Optional.empty(), Optional.of(budget), shown);
  }

  /** By a word, whichever way the caller said it; empty when it only wants to see the thoughts. */
  public Optional<Effort> asEffort() {
    return effort.or(() -> budget.map(Effort::of));
  }

  /** By tokens, whichever way the caller said it. */
  public Optional<Long> asBudget() {
    return budget.or(() -> effort.map(Effort::budget));
  }

  /** Whether it is not to think at all. */
  public boolean isOff() {
    return asBudget().filter(tokens -> tokens == 0).isPresent();
  }
}
