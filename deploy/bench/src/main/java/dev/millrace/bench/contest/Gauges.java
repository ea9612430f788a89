package dev.millrace.bench.contest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** All gauges of a contestant, as they stood when a round began. */
record Gauges(List<Gauge> all, List<Double> before) {
  static Gauges read(List<Gauge> all) throws IOException {
    return new Gauges(all, takeAll(all));
  }

  /** What each of so many requests has cost since. */
  List<Cost> costs(long requests) throws IOException {
    var now = takeAll(all);
    var costs = new ArrayList<Cost>();
    for (int i = 0; i < all.size(); i++) {
      costs.add(all.get(i).cost(before.get(i), now.get(i), requests));
    }
    return List.copyOf(costs);
  }

  private static List<Double> takeAll(List<Gauge> all) throws IOException {
    var taken = new ArrayList<Double>();
    for (var gauge : all) {
      taken.add(gauge.reading().take());
    }
    return taken;
  }
}
