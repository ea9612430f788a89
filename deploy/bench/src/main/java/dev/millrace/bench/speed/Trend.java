package dev.millrace.bench.speed;

import java.util.List;

/** How fast something grows, by the straight line that fits its points best. Pure. */
final class Trend {
  private Trend() {}

  /** It was so much at that time. */
  record Point(double time, double value) {}

  /**
   * In units of the values by units of the times.
   *
   * @throws IllegalArgumentException when there are not two points at different times
   */
  static double slope(List<Point> points) {
    double time = points.stream().mapToDouble(Point::time).average().orElse(0);
    double value = points.stream().mapToDouble(Point::value).average().orElse(0);
    double together = 0;
    double spread = 0;
    for (var point : points) {
      together += (point.time() - time) * (point.value() - value);
      spread += (point.time() - time) * (point.time() - time);
    }
    if (spread == 0) {
      throw new IllegalArgumentException("a trend needs two times, of %s".formatted(points));
    }
    return together / spread;
  }
}
