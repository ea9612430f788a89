package dev.millrace.model;

import java.util.Collection;
import java.util.Optional;

/**
 * The models that there are. Each call sees the latest catalogue that was accepted.
 *
 * <p>Those that can be run are what the platform itself can run. The known ones are these, and what
 * the operator only lacks a key for: an account with a key of its own can run that too.
 */
public interface Catalogue {
  /** A model that can be run, with the routes that the platform can go. */
  Optional<Model> find(ModelName name);

  /** All models that can be run, in the order of the file. */
  Collection<Model> models();

  /** A known model with all its known routes; see {@link Route#needsKey}. */
  Optional<Model> known(ModelName name);

  /** All known models, in the order of the file. */
  Collection<Model> known();
}
