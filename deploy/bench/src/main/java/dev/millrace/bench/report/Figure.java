package dev.millrace.bench.report;

import dev.millrace.bench.contest.Samples;
import java.util.List;

/**
 * One figure of a part.
 *
 * @param part of the bench, such as {@code queue}
 * @param name who did it and, after the last comma, under what: {@code Millrace, 64 connections}
 * @param metric such as {@code requests a second}; what has the same metric is shown together
 * @param unit of the samples
 * @param target in words, such as {@code ≤ 4 ms}; empty when there is none
 */
public record Figure(
    String part,
    String name,
    String metric,
    String unit,
    Samples samples,
    boolean lowerIsBetter,
    String target) {
  static final String TIMES = "×";

  private static final String COMMA = ", ";

  /** One without a target, of which more is better. */
  public static Figure of(String part, String name, String metric, String unit, Samples samples) {
    return new Figure(part, name, metric, unit, samples, false, "");
  }

  /** The same, of which less is better. */
  public Figure lessIsBetter() {
    return new Figure(part, name, metric, unit, samples, true, target);
  }

  /**
   * The same with a target.
   *
   * @param words such as {@code ≥ 2.5 ×}; a bound that they begin with is in the figure's unit
   */
  public Figure aimingAt(String words) {
    return new Figure(part, name, metric, unit, samples, lowerIsBetter, words);
  }

  /** The name without what stands after its last comma. */
  public String who() {
    int comma = name.lastIndexOf(COMMA);
    return comma < 0 ? name : name.substring(0, comma);
  }

  /** What stands after the last comma of the name; empty when there is none. */
  public String circumstances() {
    int comma = name.lastIndexOf(COMMA);
    return comma < 0 ? "" : name.substring(comma + COMMA.length());
  }

  /** Whether both say the same thing of different ones. */
  boolean isComparableWith(Figure other) {
    return metric.equals(other.metric)
        && unit.equals(other.unit)
        && circumstances().equals(other.circumstances());
  }

  /** How many times the other's median its own is; not finite when that is 0. */
  public double ratioTo(Figure base) {
    return samples.median() / base.samples.median();
  }

  /**
   * Both in relation, as a figure: of the medians, and from the least that the samples allow to the
   * most.
   *
   * @throws IllegalArgumentException when the other has a sample of 0 or less
   */
  public Figure over(Figure other) {
    if (other.samples.least() <= 0) {
      throw new IllegalArgumentException(
          "nothing can be related to %s, %s: a sample is %s"
              .formatted(other.name, other.metric, other.samples.least()));
    }
    var pair = who() + " / " + other.who();
    return new Figure(
        part,
        circumstances().isEmpty() ? pair : pair + COMMA + circumstances(),
        "ratio of " + metric,
        TIMES,
        ratios(other),
        lowerIsBetter,
        "");
  }

  private Samples ratios(Figure other) {
    var theirs = other.samples;
    return samples.values().size() + theirs.values().size() == 2
        ? Samples.of(ratioTo(other))
        : new Samples(
            List.of(
                samples.least() / theirs.most(), ratioTo(other), samples.most() / theirs.least()));
  }
}
