package dev.millrace.api.catalog.runner;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.model.Model;
import dev.millrace.money.RateCard;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a model costs, in ModelRunner's words and in ours.
 *
 * @param pricingMode null for a model without a price, as is what follows from one
 * @param rates by the names that go with the mode, such as {@code pricePerOutput}; beside the rest
 * @param pricingRules which inputs have other rates; null when none have
 * @param rateCard names the card, as quotes and statements do
 * @param price all that the card says, as a catalogue writes it
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
@Schema(name = "ModelPricingEntry")
record PriceEntry(
    @Schema(description = "owner/alias") String endpoint,
    @Schema(example = "per_output") String pricingMode,
    @JsonAnyGetter @Schema(hidden = true) Map<String, JsonNode> rates,
    @Schema(implementation = Object.class) ObjectNode pricingRules,
    @Schema(description = "Dollars; null where calls differ") String averageCost,
    @Schema(example = "USD") String currency,
    String rateCard,
    @Schema(implementation = Object.class) ObjectNode price) {

  static PriceEntry of(Model model) {
    var price = model.price().map(RunnerPrice::of);
    return new PriceEntry(
        model.name().toString(),
        price.map(RunnerPrice::mode).orElse(null),
        price.map(PriceEntry::rates).orElseGet(Map::of),
        price.flatMap(RunnerPrice::rules).orElse(null),
        price.flatMap(RunnerPrice::each).orElse(null),
        "USD",
        model.price().map(RateCard::version).orElse(null),
        model.price().map(RateCard::price).orElse(null));
  }

  private static Map<String, JsonNode> rates(RunnerPrice price) {
    return price.rates().properties().stream()
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
