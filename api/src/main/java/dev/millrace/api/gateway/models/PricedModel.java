package dev.millrace.api.gateway.models;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.account.Plan;
import dev.millrace.account.Plans;
import dev.millrace.model.Model;
import dev.millrace.money.PricingMode;
import dev.millrace.money.RateCard;
import java.math.BigDecimal;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a model costs, as routing.run's clients read it. Its rates are numbers, which those clients
 * calculate with; elsewhere amounts are texts. They are written in full, never rounded.
 *
 * @param tier the first plan that has it; null when none has
 * @param inputPerMillion dollars per million tokens, as the four behind it; null for models that
 *     are not priced by tokens, and 0 for free ones. Where the price has steps these are of the
 *     first, where it has variants they are of inputs that fit none
 * @param price all that its card says, as a catalogue writes it
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
@Schema(name = "PricedModel")
record PricedModel(
    String model,
    @JsonProperty("display_name") String displayName,
    String tier,
    @JsonProperty("input_per_million") BigDecimal inputPerMillion,
    @JsonProperty("output_per_million") BigDecimal outputPerMillion,
    @JsonProperty("cached_input_per_million") BigDecimal cachedInputPerMillion,
    @JsonProperty("cache_write_per_million") BigDecimal cacheWritePerMillion,
    @JsonProperty("reasoning_per_million") BigDecimal reasoningPerMillion,
    String mode,
    @JsonProperty("rate_card") String rateCard,
    String currency,
    @Schema(implementation = Object.class) ObjectNode price) {

  /** Empty for a model that has no price. */
  static Optional<PricedModel> of(Model model, Plans plans) {
    var tier = plans.firstWith(model.name()).map(Plan::name).orElse(null);
    return model.price().map(card -> of(model, tier, card));
  }

  private static PricedModel of(Model model, String tier, RateCard card) {
    var price = card.price();
    var rates = firstStep(price);
    var free = card.mode().equals(PricingMode.FREE.word());
    return new PricedModel(
        model.name().toString(),
        model.title(),
        tier,
        rate(rates, "input", free),
        rate(rates, "output", free),
        rate(rates, "cached_input", free),
        rate(rates, "cache_write", free),
        rate(rates, "reasoning", free),
        card.mode(),
        card.version(),
        "USD",
        price);
  }

  private static JsonNode firstStep(ObjectNode price) {
    return price.has("tiers") ? price.at("/tiers/steps/0") : price;
  }

  private static BigDecimal rate(JsonNode rates, String field, boolean free) {
    if (free) {
      return BigDecimal.ZERO;
    }
    return rates.hasNonNull(field) ? plain(rates.get(field).decimalValue()) : null;
  }

  /** Without zeros at its end, and without an exponent where it is whole. */
  private static BigDecimal plain(BigDecimal rate) {
    var stripped = rate.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }
}
