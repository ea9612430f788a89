package dev.millrace.model.yaml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Gathers all that is wrong with one text. */
final class Problems {
  private final List<Problem> found = new ArrayList<>();

  void add(int line, String reason) {
    found.add(new Problem(line, reason));
  }

  int count() {
    return found.size();
  }

  List<Problem> byLine() {
    return found.stream().sorted(Comparator.comparingInt(Problem::line)).toList();
  }
}
