package dev.millrace.api.catalog.runner;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A model that was found.
 *
 * @param points how well it fits, from 1 to 100
 * @param places where words were found
 */
record Hit(ShelvedModel shelved, int points, Set<Place> places) {
  /** Empty for a model in which no word is found. Words that are nowhere lower the points. */
  static Optional<Hit> of(ShelvedModel shelved, List<String> words) {
    var places = EnumSet.noneOf(Place.class);
    int sum = 0;
    for (var word : words) {
      int best = 0;
      for (var place : Place.values()) {
        int weight = place.weigh(shelved.text(), word);
        best = Math.max(best, weight);
        if (weight > 0) {
          places.add(place);
        }
      }
      sum += best;
    }
    return places.isEmpty()
        ? Optional.empty()
        : Optional.of(new Hit(shelved, Math.max(1, sum / words.size()), places));
  }
}
