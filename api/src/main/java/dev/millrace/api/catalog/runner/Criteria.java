package dev.millrace.api.catalog.runner;

import dev.millrace.model.Model;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which models somebody wants to see: those that fit all that is said here. Pure.
 *
 * @param search words that all must be found in what is said of a model
 * @param owner whose models
 * @param category such as {@code text-to-image}
 * @param input what goes in, such as {@code image}
 * @param output what comes out
 * @param capabilities all of which a model must have
 * @param featured whether those that are shown first, or the others
 */
record Criteria(
    Optional<String> search,
    Optional<String> owner,
    Optional<String> category,
    Optional<String> input,
    Optional<String> output,
    List<String> capabilities,
    Optional<Boolean> featured) {
  /** Everything fits. */
  static final Criteria NONE =
      new Criteria(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          Optional.empty());

  Stream<ShelvedModel> among(List<ShelvedModel> models) {
    var words = search.map(Words::of).orElse(List.of());
    return models.stream()
        .filter(shelved -> fits(shelved) && words.stream().allMatch(shelved.text()::has));
  }

  private boolean fits(ShelvedModel shelved) {
    var model = shelved.model();
    return isMet(owner, model.name().owner())
        && isMet(category, model.category())
        && input.map(shelved.shown().input()::contains).orElse(true)
        && output.map(shelved.shown().output()::contains).orElse(true)
        && model.capabilities().containsAll(capabilities)
        && featured.map(wanted -> wanted == isFeatured(model)).orElse(true);
  }

  private static boolean isMet(Optional<String> wanted, String is) {
    return wanted.map(is::equalsIgnoreCase).orElse(true);
  }

  private static boolean isFeatured(Model model) {
    return model.presentation().featured();
  }
}
