package dev.millrace.api.gateway.models;

import dev.millrace.model.Model;
import java.util.Optional;
import java.util.stream.Stream;

/** What these faces can do with a model. Pure. */
enum Trait {
  CHAT(Model.CHAT),
  EMBEDDINGS(Model.EMBEDDINGS),
  IMAGES(Model.IMAGES);

  private final String word;

  Trait(String word) {
    this.word = word;
  }

  /** As catalogues and listings write it. */
  String word() {
    return word;
  }

  /** The first that a model has; empty for one that none of these faces can call. */
  static Optional<Trait> of(Model model) {
    return Stream.of(values())
        .filter(trait -> model.capabilities().contains(trait.word))
        .findFirst();
  }
}
