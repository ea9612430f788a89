package dev.millrace.api.catalog.runner;

import dev.millrace.model.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a model is found by. Pure.
 *
 * @param names its endpoint, its alias and its title
 * @param labels its tags, category, use cases, capabilities and features
 * @param descriptions the short one and the long one
 */
record SearchText(List<SoughtText> names, List<SoughtText> labels, List<SoughtText> descriptions) {
  static SearchText of(Model model) {
    var said = model.presentation();
    var labels = new ArrayList<String>(model.tags());
    labels.add(model.category());
    labels.addAll(said.useCases());
    labels.addAll(said.features());
    labels.addAll(model.capabilities());
    return new SearchText(
        sought(Stream.of(model.name().toString(), model.name().alias(), model.title())),
        sought(labels.stream().sorted()),
        sought(Stream.of(said.shortDescription(), model.description())));
  }

  private static List<SoughtText> sought(Stream<String> texts) {
    return texts.filter(text -> !text.isEmpty()).map(SoughtText::of).distinct().toList();
  }

  /** Whether a word stands anywhere. */
  boolean has(String word) {
    return Stream.of(names, labels, descriptions)
        .flatMap(List::stream)
        .anyMatch(text -> text.has(word));
  }
}
