package dev.millrace.account;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The plans that there are. An account whose plan is none of them has the usual one. */
public final class Plans {
  private static final long GIB = 1L << 30;

  /** The plans that Millrace brings; settings change them. */
  public static final List<Plan> BUILT_IN =
      List.of(
          plan("free", 5 * GIB, 100),
          plan("lite", 10 * GIB, 200),
          plan("premium", 20 * GIB, 500),
          plan("max", 50 * GIB, 1000),
          plan("ultra", 100 * GIB, 2000));

  private final Map<String, Plan> byName = new TreeMap<>();
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

  private static Plan plan(String name, long largestUpload, int mostUnfinished) {
    return new Plan(name, largestUpload, mostUnfinished, Optional.empty(), Optional.empty());
  }
}
