package dev.millrace.model;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The models of one text, which never change. */
public final class CatalogueSnapshot implements Catalogue {
  private final String version;
  private final List<Model> models;
  private final Map<ModelName, Model> byName;
  private final List<Model> known;
  private final Map<ModelName, Model> knownByName;

  /**
   * Refuses two models of one name.
   *
   * @param version names the text that it was read from
   * @param known with the routes too for which only the key is missing
   */
  public CatalogueSnapshot(String version, List<Model> known) {
    this.version = version;
    this.known = List.copyOf(known);
    this.knownByName = byName(known);
    this.models = known.stream().flatMap(model -> model.awake().stream()).toList();
    this.byName = byName(models);
  }

  private static Map<ModelName, Model> byName(List<Model> models) {
    var byName = LinkedHashMap.<ModelName, Model>newLinkedHashMap(models.size());
    for (var model : models) {
      if (byName.put(model.name(), model) != null) {
        throw new IllegalArgumentException("two models are called " + model.name());
      }
    }
    return byName;
  }

  public String version() {
    return version;
  }

  @Override
  public Optional<Model> find(ModelName name) {
    return Optional.ofNullable(byName.get(name));
  }

  @Override
  public Collection<Model> models() {
    return models;
  }

  @Override
  public Optional<Model> known(ModelName name) {
    return Optional.ofNullable(knownByName.get(name));
  }

  @Override
  public Collection<Model> known() {
    return known;
  }
}
