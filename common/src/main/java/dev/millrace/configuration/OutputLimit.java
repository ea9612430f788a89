package dev.millrace.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.model.Model;
import dev.millrace.money.RateCard;
import java.util.Optional;

/** How many tokens a model's answer may have. */
public final class OutputLimit {
  private OutputLimit() {}

  /** As the catalogue says, or else as the price knows; empty when nobody says. */
  public static Optional<Long> of(Model model) {
    var said = model.presentation().maxOutputTokens();
    return said.isPresent()
        ? Optional.of((long) said.getAsInt())
        : model.price().map(RateCard::price).flatMap(OutputLimit::of);
  }

  private static Optional<Long> of(JsonNode price) {
    var limit = price.path("output_limit");
    var most = limit.isObject() ? limit.path("maximum") : limit;
    return most.isNumber() ? Optional.of(most.longValue()) : Optional.empty();
  }
}
