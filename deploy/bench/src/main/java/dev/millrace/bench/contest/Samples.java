package dev.millrace.bench.contest;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** One figure, taken several times. */
public record Samples(List<Double> values) {
  private static final int SMALL = 10;
  private static final int LARGE = 100;

  public Samples {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("a figure needs a sample");
    }
    values = values.stream().sorted().toList();
  }

  public static Samples of(double value) {
    return new Samples(List.of(value));
  }

  /** The same figure of each of these. */
  public static <T> Samples of(List<T> taken, ToDoubleFunction<? super T> figure) {
    return new Samples(taken.stream().mapToDouble(figure).boxed().toList());
  }

  public double median() {
    int middle = values.size() / 2;
    return values.size() % 2 == 1
        ? values.get(middle)
        : (values.get(middle - 1) + values.get(middle)) / 2;
  }

  public double least() {
    return values.getFirst();
  }

  public double most() {
    return values.getLast();
  }

  /** The median, with the range where there was more than one. */
  public String text() {
    return values.size() == 1
        ? text(median())
        : "%s (%s to %s)".formatted(text(median()), text(least()), text(most()));
  }

  /** With as many digits as say something. */
  public static String text(double value) {
    var form = value < SMALL ? "%,.2f" : value < LARGE ? "%,.1f" : "%,.0f";
    return String.format(Locale.ROOT, form, value);
  }
}
