package dev.millrace.api.catalog.runner;

import dev.millrace.model.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a model is found by, in small letters. Pure.
 *
 * @param names its endpoint, its alias and its title
 * @param labels its tags, category, use cases, capabilities and features
 * @param descriptions the short one and the long one
 */
record SearchText(List<String> names, List<String> labels, List<String> descriptions) {
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

  static SearchText of(Model model) {
    var said = model.presentation();
    var labels = new ArrayList<String>(model.tags());
    labels.add(model.category());
    labels.addAll(said.useCases());
    labels.addAll(said.features());
    labels.addAll(model.capabilities());
    return new SearchText(
        small(Stream.of(model.name().toString(), model.name().alias(), model.title())),
        small(labels.stream().sorted()),
        small(Stream.of(said.shortDescription(), model.description())));
  }

  private static List<String> small(Stream<String> texts) {
    return texts.filter(text -> !text.isEmpty()).map(Words::small).distinct().toList();
  }

  /** Whether a word stands anywhere. */
  boolean has(String word) {
    return Stream.of(names, labels, descriptions)
        .flatMap(List::stream)
        .anyMatch(text -> text.contains(word));
  }

  /** Whether a word of a text begins so: {@code ted} is not in {@code weighted}. */
  static boolean hasWord(String text, String beginning) {
    return text.startsWith(beginning)
        || BETWEEN_WORDS.splitAsStream(text).anyMatch(word -> word.startsWith(beginning));
  }
}
