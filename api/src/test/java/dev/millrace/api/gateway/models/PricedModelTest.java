package dev.millrace.api.gateway.models;

import static dev.millrace.api.catalog.ReachOnPaper.PLANS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.api.catalog.ModelsOnPaper;
import dev.millrace.money.Asked;
import dev.millrace.money.Dimension;
import dev.millrace.money.PricingMode;
import dev.millrace.money.Quantity;
import dev.millrace.money.Rate;
import dev.millrace.money.RateCard;
import dev.millrace.money.Rates;
import dev.millrace.money.Tiers;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PricedModelTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void ratesOfTokensAreExactNumbers() throws Exception {
    var rates =
        Rates.ofTokens(
            Rate.of("10.00"),
            Rate.of("0.075"),
            Rate.of("0.000000000000001"),
            Rate.of("0.60"),
            Rate.of("2"));
    var text =
        written(
            RateCard.of(PricingMode.PER_TOKEN, rates, Map.of(Quantity.OUTPUT_LIMIT, Asked.ONE)));

    assertThat(text)
        .contains(
            "\"input_per_million\":10,",
            "\"output_per_million\":0.6,",
            "\"cached_input_per_million\":0.075,",
            "\"cache_write_per_million\":1E-15,",
            "\"reasoning_per_million\":2,");
    assertThat(read(text, "mode").asText()).isEqualTo("per_token");
    assertThat(read(text, "currency").asText()).isEqualTo("USD");
    assertThat(read(text, "display_name").asText()).isEqualTo("Title of acme/a");
    assertThat(read(text, "rate_card").asText()).startsWith("per_token-");
  }

  @Test
  void whatIsNotPricedByTokensHasNoSuchRates() throws Exception {
    var text = written(RateCard.perRequest("0.25"));

    assertThat(text).contains("\"input_per_million\":null", "\"reasoning_per_million\":null");
    assertThat(read(text, "price").get("amount").decimalValue()).isEqualByComparingTo("0.25");
  }

  @Test
  void ratesOfSeveralStepsAreThoseOfTheFirst() throws Exception {
    var steps =
        List.of(
            new Tiers.Step(Optional.of(BigDecimal.TEN), tokens("1")),
            new Tiers.Step(Optional.empty(), tokens("3")));
    var card =
        new RateCard(
            PricingMode.PER_TOKEN,
            Map.of(Quantity.OUTPUT_LIMIT, Asked.ONE),
            new Tiers(Optional.of(Dimension.INPUT_TOKENS), Optional.empty(), steps),
            List.of());

    var text = written(card);
    assertThat(text).contains("\"input_per_million\":1,", "\"output_per_million\":1,");
    assertThat(read(text, "price").at("/tiers/steps/1/input").decimalValue())
        .isEqualByComparingTo("3");
  }

  private static Rates tokens(String dollars) {
    var rate = Rate.of(dollars);
    return Rates.ofTokens(rate, rate, rate, rate, rate);
  }

  @Test
  void whatIsFreeCostsNothingPerToken() throws Exception {
    assertThat(written(RateCard.free()))
        .contains("\"input_per_million\":0,", "\"output_per_million\":0,", "\"mode\":\"free\"");
  }

  @Test
  void aModelWithoutAPriceIsLeftOut() {
    var model = ModelsOnPaper.talker("acme/a", "openai");
    assertThat(PricedModel.of(model.going(model.routes(), Optional.empty()), PLANS)).isEmpty();
  }

  private static String written(RateCard card) throws Exception {
    var model = ModelsOnPaper.talker("acme/a", "openai");
    return JSON.writeValueAsString(
        PricedModel.of(model.going(model.routes(), Optional.of(card)), PLANS).orElseThrow());
  }

  private static JsonNode read(String text, String field) throws Exception {
    return JSON.readTree(text).get(field);
  }
}
