package dev.millrace.api.catalog.runner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.model.Catalogue;
import dev.millrace.money.RateCard;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Cards are written as catalogues write them. */
class RunnerPriceTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void whatEachCallCostsIsKnownWhereAllCostTheSame() {
    var price = RunnerPrice.of(RateCard.perRequest("0.0400"));

    assertThat(price.mode()).isEqualTo("per_request");
    assertThat(price.each()).hasValue("0.04");
    assertThat(price.rules()).isEmpty();
    assertThat(RunnerPrice.of(RateCard.free()).each()).hasValue("0");
    assertThat(RunnerPrice.of(RateCard.free()).rates()).isEmpty();
  }

  @Test
  void ratesAreDecimalTextsUnderTheNameOfTheirMode() throws IOException {
    assertRates("{mode: per_second, amount: 0.0001}", "per_second", "{'pricePerSecond':'0.0001'}");
    assertRates(
        "{mode: per_output, amount: 10, outputs: 1}", "per_output", "{'pricePerOutput':'10'}");
    assertRates(
        "{mode: per_output_second, amount: 0.5, seconds: 5}",
        "per_output_second",
        "{'pricePerOutputSecond':'0.5'}");
    assertRates(
        "{mode: per_megapixel, amount: 0.001, width: 512, height: 512, outputs: 1}",
        "per_megapixel",
        "{'pricePerMegapixel':'0.001'}");
  }

  @Test
  void tokensArePricedByClass() throws IOException {
    assertRates(
        "{mode: per_token, input: 0.15, cached_input: 0.075, output: 0.60, output_limit: 100}",
        "per_token",
        "{'tokenPricing':{'text':{'input':'0.15','output':'0.6'},'cachedInput':'0.075',"
            + "'cacheWrite':'0.15','reasoning':'0.6'}}");
  }

  @Test
  void stepsOfResolutionAreItsPresets() throws IOException {
    assertRates(
        "{mode: per_output_second, seconds: 5, tiers: {by: resolution, steps:"
            + " [{up_to: 480, amount: 0.05}, {up_to: 720, amount: 0.1}, {amount: 0.5}]}}",
        "resolution_tiered",
        "{'resolutionPricing':{'tiers':[{'preset':'480p','pricePerOutputSecond':'0.05'},"
            + "{'preset':'720p','pricePerOutputSecond':'0.1'}],"
            + "'defaultPricePerOutputSecond':'0.5'}}");
  }

  @Test
  void stepsOfMegapixelsAreTold() throws IOException {
    assertRates(
        "{mode: per_output, outputs: 1, tiers: {by: megapixels, steps:"
            + " [{up_to: 1.1, amount: 0.04}, {amount: 0.08}]}}",
        "megapixel_tiered",
        "{'megapixelPricing':{'tiers':[{'upToMegapixels':'1.1','pricePerOutput':'0.04'}],"
            + "'defaultPricePerOutput':'0.08'}}");
  }

  @Test
  void ofStepsThatItsWordsHaveNoPlaceForTheFirstStandsThere() throws IOException {
    assertRates(
        "{mode: per_output, outputs: 1, tiers: {by: resolution, steps:"
            + " [{up_to: 720, amount: 0.04}, {amount: 0.08}]}}",
        "per_output",
        "{'pricePerOutput':'0.04'}");
  }

  @Test
  void variantsAreRulesAndThenNoPriceIsThatOfEachCall() throws IOException {
    var price =
        price(
            "{mode: per_request, amount: 0.04, variants:"
                + " [{name: hd, when: {/quality: hd}, amount: 0.08}]}");

    assertThat(price.each()).isEmpty();
    assertThat(price.rules())
        .hasValueSatisfying(
            rules ->
                assertThat((JsonNode) rules)
                    .isEqualTo(
                        json(
                            "{'dimensions':['/quality'],'rules':[{'name':'hd',"
                                + "'when':{'/quality':'hd'},'rate':{'pricingMode':'per_request',"
                                + "'pricePerRequest':'0.08'}}],'default':{"
                                + "'pricingMode':'per_request','pricePerRequest':'0.04'}}")));
  }

  private static void assertRates(String price, String mode, String rates) throws IOException {
    var told = price(price);
    assertThat(told.mode()).isEqualTo(mode);
    assertThat((JsonNode) told.rates()).isEqualTo(json(rates));
    assertThat(told.each()).isEmpty();
  }

  private static RunnerPrice price(String price) {
    return RunnerPrice.of(read(price).models().iterator().next().price().orElseThrow());
  }

  private static Catalogue read(String price) {
    return CatalogueOnPaper.of("{name: acme/a, price: %s".formatted(price));
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text.replace('\'', '"'));
    } catch (IOException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
