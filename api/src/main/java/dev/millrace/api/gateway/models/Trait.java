package dev.millrace.api.gateway.models;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.model.Model;
import dev.millrace.money.RateCard;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** What these faces can do with a model. Pure. */
enum Trait {
  CHAT("chat", List.of("text"), List.of("text")),
  EMBEDDINGS("embeddings", List.of("text"), List.of("embedding")),
  IMAGES("images", List.of("text"), List.of("image"));

  /** What a model says that looks at pictures. */
  private static final String VISION = "vision";

  private final String word;
  private final List<String> input;
  private final List<String> output;

  Trait(String word, List<String> input, List<String> output) {
    this.word = word;
    this.input = input;
    this.output = output;
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

  List<String> inputOf(Model model) {
    return model.capabilities().contains(VISION)
        ? Stream.concat(input.stream(), Stream.of("image")).toList()
        : input;
  }

  List<String> output() {
    return output;
  }

  /** How many tokens an answer may have, where the price knows. */
  static OptionalLong outputLimit(Model model) {
    return model
        .price()
        .map(RateCard::price)
        .map(price -> price.path("output_limit"))
        .map(limit -> limit.isNumber() ? limit : limit.path("maximum"))
        .filter(JsonNode::canConvertToLong)
        .map(limit -> OptionalLong.of(limit.longValue()))
        .orElse(OptionalLong.empty());
  }
}
