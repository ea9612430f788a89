package dev.millrace.model.yaml;

import dev.millrace.model.CatalogueSnapshot;
import dev.millrace.model.Model;
import dev.millrace.model.ModelName;
import dev.millrace.model.RouteCheck;
import dev.millrace.money.Fingerprint;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads a catalogue: YAML with a list of {@code models}. Finds all problems at once. Pure: the same
 * text and environment give the same answer.
 *
 * <p>A route that refers to a variable which is not set is asleep, and so is a model all of whose
 * routes are: it is left out, and the catalogue is none the worse for it. One that only lacks its
 * provider's key stays known, for accounts that have such a key.
 */
public final class CatalogueReader {
  private static final Set<String> FIELDS = Set.of("models");

  private final ModelReader models;

  /**
   * A reader.
   *
   * @param environment the variables that settings may refer to
   * @param check has a say in each route that is not asleep
   */
  public CatalogueReader(Map<String, String> environment, RouteCheck check) {
    this.models = new ModelReader(new RouteReader(new Environment(environment), check));
  }

  public Reading read(String text) {
    var problems = new Problems();
    var known = new ArrayList<Model>();
    var asleep = new ArrayList<String>();
    YamlReader.read(text, problems)
        .map(document -> Element.root(document, problems))
        .filter(root -> root.isObjectOf(FIELDS))
        .flatMap(root -> root.required("models"))
        .ifPresent(list -> read(list, known, asleep));
    return problems.count() == 0
        ? new Reading.Accepted(new CatalogueSnapshot(Fingerprint.of(text), known), asleep)
        : new Reading.Refused(problems.byLine());
  }

  private void read(Element list, List<Model> known, List<String> asleep) {
    var names = new HashSet<ModelName>();
    for (var item : list.items()) {
      models.read(item).ifPresent(candidate -> take(item, candidate, names, known, asleep));
    }
  }

  private static void take(
      Element item,
      ModelReader.Candidate candidate,
      Set<ModelName> names,
      List<Model> known,
      List<String> asleep) {
    var name = candidate.model().name();
    if (!names.add(name)) {
      item.refuse("is %s, and so is a model before it".formatted(name));
    }
    if (candidate.isKnown()) {
      known.add(candidate.model());
    }
    if (!candidate.asleep().isEmpty()) {
      asleep.add(sentence(candidate));
    }
  }

  private static String sentence(ModelReader.Candidate candidate) {
    return "%s %s: %s"
        .formatted(
            candidate.model().name(),
            candidate.isAwake() ? "runs without some routes" : "is left out, all its routes sleep",
            String.join(", ", candidate.asleep()));
  }
}
