package dev.millrace.model;

import java.util.Collection;
import java.util.Optional;

/** The models that can be run now. Each call sees the latest catalogue that was accepted. */
public interface Catalogue {
  Optional<Model> find(ModelName name);

  /** All models, in the order of the file. */
  Collection<Model> models();
}
