package dev.millrace.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.model.Model;
import dev.millrace.money.RateCard;
import java.util.Optional;

/** How many tokens a model's answer may have. */
public final class OutputLimit {
  private OutputLimit() {}

  /** As its price has it, which is what its calls are held to; empty when nobody says. */
  public static Optional<Long> of(Model model) {
    return model.price().map(RateCard::price).flatMap(OutputLimit::of);
  }

  private static Optional<Long> of(JsonNode price) {
    var limit = price.path("output_limit");
    var most = limit.isObject() ? limit.path("maximum") : limit;
    return most.isNumber() ? Optional.of(most.longValue()) : Optional.empty();
  }
}
