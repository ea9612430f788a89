package dev.millrace.limit;

import dev.millrace.account.Limits;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a subject may ask for.
 *
 * @param name who sets it, in a sentence: {@code the plan free}, {@code this key}
 */
public record Budget(Subject subject, String name, Limits limits) {
  /** Calls of models, by the windows that they are limited in. */
  public Map<Window, Long> calls() {
    var calls = new EnumMap<Window, Long>(Window.class);
    limits.perMinute().ifPresent(limit -> calls.put(Window.MINUTE, limit));
    limits.perHour().ifPresent(limit -> calls.put(Window.HOUR, limit));
    limits.perDay().ifPresent(limit -> calls.put(Window.DAY, limit));
    return calls;
  }

  /** Each call is looked up by its budgets, so what tells most of them apart counts alone. */
  @Override
  public int hashCode() {
    return subject.hashCode();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Budget budget
        && subject.equals(budget.subject)
        && name.equals(budget.name)
        && (limits == budget.limits || limits.equals(budget.limits));
  }

  /** Tokens in a minute. */
  public Optional<Long> tokens() {
    return limits.tokensPerMinute();
  }

  /** Calls at the same time. */
  public Optional<Integer> atOnce() {
    return limits.atOnce();
  }
}
