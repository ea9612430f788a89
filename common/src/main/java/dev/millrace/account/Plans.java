package dev.millrace.account;

import dev.millrace.access.ModelPattern;
import dev.millrace.model.ModelName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The plans that there are. An account whose plan is none of them has the usual one. */
public final class Plans {
  private static final long GIB = 1L << 30;

  /** The plans that Millrace brings; settings change them. */
  public static final List<Plan> BUILT_IN =
      List.of(
          plan("free", 5 * GIB, 100, limits(60, 1_000, 5_000, 100_000, 8)),
          plan("lite", 10 * GIB, 200, limits(120, 5_000, 50_000, 400_000, 32)),
          plan("premium", 20 * GIB, 500, limits(600, 20_000, 200_000, 2_000_000, 128)),
          plan("max", 50 * GIB, 1000, limits(3_000, 100_000, 1_000_000, 10_000_000, 512)),
          plan("ultra", 100 * GIB, 2000, Limits.NONE));

  private final Map<String, Plan> byName = new LinkedHashMap<>();
  private final Plan usual;

  /**
   * Knows these plans.
   *
   * @param usual names the one of accounts whose own plan is not known
   */
  public Plans(List<Plan> plans, String usual) {
    plans.forEach(plan -> byName.put(plan.name(), plan));
    if (!byName.containsKey(usual)) {
      throw new IllegalArgumentException(
          "millrace.plans.usual names %s, which is none of the plans %s"
              .formatted(usual, byName.keySet()));
    }
    this.usual = byName.get(usual);
  }

  /** Never fails: an account keeps working when its plan was taken out of the settings. */
  public Plan named(String name) {
    return byName.getOrDefault(name, usual);
  }

  /** The plan of whoever has no other. */
  public Plan usual() {
    return usual;
  }

  /** All of them, from the least to the largest: built-in ones first, in their order. */
  public List<Plan> all() {
    return List.copyOf(byName.values());
  }

  /** The least plan that has this model; empty when none has. */
  public Optional<Plan> firstWith(ModelName model) {
    return byName.values().stream().filter(plan -> plan.shows(model)).findFirst();
  }

  private static Plan plan(String name, long largestUpload, int mostUnfinished, Limits limits) {
    return new Plan(
        name,
        largestUpload,
        mostUnfinished,
        Optional.empty(),
        Optional.empty(),
        List.of(ModelPattern.ANY),
        limits,
        Optional.empty());
  }

  private static Limits limits(long minute, long hour, long day, long tokens, int atOnce) {
    return new Limits(
        Optional.of(minute),
        Optional.of(hour),
        Optional.of(day),
        Optional.of(tokens),
        Optional.of(atOnce));
  }
}
