package dev.millrace.money;

import static dev.millrace.Json.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.millrace.fault.FaultCode;
import dev.millrace.fault.FaultException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateCardTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final JsonNode NOTHING = json("{}");
  private static final Asked OUTPUTS = Asked.of("/num_outputs", 1, 4);
  private static final Asked MAX_TOKENS = Asked.of("/max_tokens", 256, 4096);

  private static final RateCard PER_REQUEST = RateCard.perRequest("0.0001");
  private static final RateCard PER_OUTPUT = perOutput("0.04", OUTPUTS);
  private static final RateCard PER_SECOND =
      RateCard.of(PricingMode.PER_SECOND, rate("0.000975"), Map.of());
  private static final RateCard PER_OUTPUT_SECOND =
      RateCard.of(
          PricingMode.PER_OUTPUT_SECOND,
          rate("0.3"),
          Map.of(Quantity.SECONDS, Asked.of("/seconds", 5, 10)));
  private static final RateCard PER_MEGAPIXEL =
      RateCard.of(
          PricingMode.PER_MEGAPIXEL,
          rate("0.001"),
          Map.of(
              Quantity.WIDTH, Asked.of("/width", 512, 2048),
              Quantity.HEIGHT, Asked.of("/height", 512, 2048),
              Quantity.OUTPUTS, OUTPUTS));
  private static final RateCard PER_TOKEN =
      RateCard.of(
          PricingMode.PER_TOKEN,
          tokens("0.15", "0.075", "0.1875", "0.6", "0.6"),
          Map.of(Quantity.OUTPUT_LIMIT, MAX_TOKENS));

  /** A video model: dearer by resolution, which its inputs name by a word. */
  private static final RateCard BY_RESOLUTION =
      new RateCard(
          PricingMode.PER_OUTPUT_SECOND,
          Map.of(Quantity.SECONDS, Asked.of("/seconds", 5, 10)),
          tiers(
              Dimension.RESOLUTION,
              Optional.of(resolutions()),
              step("480", "0.05"),
              step("720", "0.10"),
              step(null, "0.50")),
          List.of());

  /** A language model: dearer, all of it, for long contexts. */
  private static final RateCard BY_CONTEXT =
      new RateCard(
          PricingMode.PER_TOKEN,
          Map.of(Quantity.OUTPUT_LIMIT, MAX_TOKENS),
          new Tiers(
              Optional.of(Dimension.INPUT_TOKENS),
              Optional.empty(),
              List.of(
                  new Tiers.Step(
                      Optional.of(new BigDecimal("200000")), tokens("1", "1", "1", "10", "10")),
                  new Tiers.Step(Optional.empty(), tokens("2", "2", "2", "15", "15")))),
          List.of());

  @Test
  void anExactCardChargesItsQuote() {
    assertThat(Stream.of(RateCard.free(), PER_REQUEST))
        .allSatisfy(
            card -> {
              assertThat(card.isExact()).isTrue();
              assertThat(charge(card, Usage.NONE)).isEqualTo(quote(card, NOTHING));
            });
  }

  @ParameterizedTest
  @CsvSource({"{}, 0.04", "{'num_outputs': 3}, 0.12", "{'num_outputs': null}, 0.04"})
  void aQuotePerOutputCountsTheOutputsAskedFor(String input, String dollars) {
    assertThat(quote(PER_OUTPUT, json(input))).hasToString(dollars);
  }

  @ParameterizedTest
  @ValueSource(strings = {"99", "'three'", "1e400", "[]", "123456789012345678901234567890"})
  void aQuoteForMoreThanTheModelGivesIsThatOfTheMost(String outputs) {
    assertThat(quote(PER_OUTPUT, json("{'num_outputs': " + outputs + "}"))).hasToString("0.16");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1E1000000000", "1E-1000000000"})
  void noInputMakesUsComputeABillionDigits(String outputs) {
    var input = JsonNodeFactory.instance.objectNode().put("num_outputs", new BigDecimal(outputs));

    assertThat(quote(PER_OUTPUT, input)).isLessThanOrEqualTo(Money.parse("0.16"));
  }

  @Test
  void whatNoInputHasASayInIsAlwaysTheSame() {
    var card = perOutput("0.04", Asked.ONE);

    assertThat(quote(card, json("{'num_outputs': 3}"))).hasToString("0.04");
  }

  @Test
  void aQuotePerSecondIsThatOfTheRunLimit() {
    assertThat(quote(PER_SECOND, NOTHING)).hasToString("0.0585");
  }

  @Test
  void aChargePerSecondCountsPartsOfASecond() {
    var usage = Usage.ofOutputs(1, Duration.ofMillis(1500));

    assertThat(charge(PER_SECOND, usage)).hasToString("0.0014625");
  }

  @Test
  void aChargePerOutputSecondIsExact() {
    assertThat(charge(PER_OUTPUT_SECOND, made(video(640, 480, "2.1")))).hasToString("0.63");
  }

  @Test
  void aQuotePerMegapixelMultipliesWidthHeightAndOutputs() {
    var input = json("{'width': 1000, 'height': 2000, 'num_outputs': 2}");

    assertThat(quote(PER_MEGAPIXEL, input)).hasToString("0.004");
  }

  @Test
  void aChargePerMegapixelCountsPartsOfAMillionOfEachOutput() {
    var usage = made(Medium.ofPicture(512, 512), Medium.ofPicture(1000, 1000));

    assertThat(charge(PER_MEGAPIXEL, usage)).hasToString("0.001262144");
  }

  @Test
  void eachClassOfTokensHasItsOwnRate() {
    var usage =
        new Usage(
            1_000_000, 2_000_000, 4_000_000, 8_000_000, 16_000_000, 1, List.of(), Duration.ZERO);

    assertThat(charge(PER_TOKEN, usage)).hasToString("15.45");
  }

  @Test
  void aChargeIsRoundedHalfUpToANanoDollar() {
    var card = inputOnly("0.0005"); // half a nano-dollar a token

    assertThat(charge(card, Usage.ofTokens(1, 0, MINUTE))).isEqualTo(new Money(1));
    assertThat(charge(card, Usage.ofTokens(3, 0, MINUTE))).isEqualTo(new Money(2));
  }

  @Test
  void aTokenQuoteCountsBytesNotCharacters() {
    var card = inputOnly("1000000"); // a dollar a token

    assertThat(quote(card, json("{'a': '日本'}"))).hasToString("14");
  }

  @ParameterizedTest
  @CsvSource({
    "640, 480, 0.05",
    "480, 640, 0.05",
    "1280, 720, 0.1",
    "720, 1280, 0.1",
    "722, 1280, 0.5",
    "3840, 2160, 0.5",
    "0, 0, 0.05",
  })
  void theTierIsThatOfWhatWasMadeHoweverItIsTurned(int width, int height, String dollars) {
    assertThat(charge(BY_RESOLUTION, made(video(width, height, "1")))).hasToString(dollars);
  }

  @ParameterizedTest
  @CsvSource({"480p, 0.05", "720p, 0.1", "1080p, 0.5", "8k, 0.5"})
  void aQuoteTakesTheTierThatTheInputMayReach(String resolution, String dollars) {
    var input = json("{'seconds': 1, 'resolution': '%s'}".formatted(resolution));

    assertThat(quote(BY_RESOLUTION, input)).hasToString(dollars);
  }

  @Test
  void aQuoteThatCannotKnowTheSizeTakesTheDearestTier() {
    var card =
        new RateCard(
            PricingMode.PER_OUTPUT,
            Map.of(Quantity.OUTPUTS, OUTPUTS),
            tiers(Dimension.MEGAPIXELS, Optional.empty(), step("1.1", "0.04"), step(null, "0.08")),
            List.of());

    assertThat(quote(card, NOTHING)).hasToString("0.08");
    assertThat(charge(card, made(Medium.ofPicture(1024, 1024)))).hasToString("0.04");
    assertThat(charge(card, made(Medium.ofPicture(1792, 1024)))).hasToString("0.08");
  }

  @Test
  void aTierByMegapixelsOfACardPerMegapixelKnowsWhatIsAsked() {
    var card =
        new RateCard(
            PricingMode.PER_MEGAPIXEL,
            Map.of(
                Quantity.WIDTH, Asked.of("/width", 512, 4096),
                Quantity.HEIGHT, Asked.of("/height", 512, 4096),
                Quantity.OUTPUTS, Asked.ONE),
            tiers(Dimension.MEGAPIXELS, Optional.empty(), step("1", "0.01"), step(null, "0.02")),
            List.of());

    assertThat(quote(card, json("{'width': 1000, 'height': 1000}"))).hasToString("0.01");
    assertThat(quote(card, json("{'width': 2000, 'height': 1000}"))).hasToString("0.04");
    assertThat(charge(card, made(Medium.ofPicture(2000, 1000)))).hasToString("0.04");
  }

  @Test
  void aLongContextMakesAllOfItsTokensDearer() {
    assertThat(charge(BY_CONTEXT, Usage.ofTokens(200_000, 1_000, MINUTE))).hasToString("0.21");
    assertThat(charge(BY_CONTEXT, Usage.ofTokens(200_001, 1_000, MINUTE))).hasToString("0.415002");
    var cached = new Usage(1, 199_999, 1, 0, 0, 1, List.of(), MINUTE);
    assertThat(charge(BY_CONTEXT, cached)).hasToString("0.400002");
  }

  @Test
  void theFirstVariantThatFitsHasItsRatesAndItsName() {
    var card = withVariants();

    var plain = card.quote(NOTHING, MINUTE);
    var hd = card.quote(json("{'quality': 'hd', 'n': 2}"), MINUTE);
    var two = card.quote(json("{'n': 2.0}"), MINUTE);

    assertThat(plain).isEqualTo(new Quote(Money.parse("1"), true, card.version()));
    assertThat(hd).isEqualTo(new Quote(Money.parse("3"), true, card.version() + "/hd"));
    assertThat(two).isEqualTo(new Quote(Money.parse("2"), true, card.version() + "/two"));
    assertThat(card.tariff(hd.rateCard()).orElseThrow().charge(Usage.NONE)).hasToString("3");
  }

  @Test
  void aTariffThatTheCardDoesNotHaveIsNone() {
    assertThat(PER_REQUEST.tariff(PER_OUTPUT.version())).isEmpty();
    assertThat(PER_REQUEST.tariff(PER_REQUEST.version() + "/hd")).isEmpty();
  }

  @Test
  void whatAPriceDependsOnAndIsNotKnownIsCountedAndGivenAway() {
    var pictures = new Usage(0, 0, 0, 0, 0, 3, List.of(Medium.ofPicture(9, 9)), MINUTE);
    var sound = made(Medium.ofSound(BigDecimal.ONE));

    assertThat(unmeasured(PER_OUTPUT, pictures)).isZero();
    assertThat(unmeasured(PER_MEGAPIXEL, pictures)).isEqualTo(2);
    assertThat(charge(PER_MEGAPIXEL, pictures)).hasToString("0.000000081");
    assertThat(unmeasured(PER_OUTPUT_SECOND, sound)).isZero();
    assertThat(unmeasured(BY_RESOLUTION, sound)).isEqualTo(1);
    assertThat(unmeasured(PER_OUTPUT_SECOND, made())).isZero();
    assertThat(charge(PER_OUTPUT_SECOND, Usage.ofOutputs(2, MINUTE))).isEqualTo(Money.ZERO);
    assertThat(unmeasured(PER_OUTPUT_SECOND, Usage.ofOutputs(2, MINUTE))).isEqualTo(2);
  }

  @Test
  void anAmountThatMoneyCannotHoldIsAFault() {
    var card = perOutput("1000000", Asked.of("/n", 1, 1_000_000));
    var usage = Usage.ofOutputs(Long.MAX_VALUE, Duration.ZERO);

    assertThatThrownBy(() -> charge(card, usage)).satisfies(RateCardTest::isOverflow);
    assertThatThrownBy(() -> quote(card, json("{'n': 1000000}")))
        .satisfies(RateCardTest::isOverflow);
    assertThatThrownBy(() -> card.largestQuote(MINUTE)).satisfies(RateCardTest::isOverflow);
  }

  private static void isOverflow(Throwable failure) {
    assertThat(failure).isInstanceOf(FaultException.class);
    assertThat(((FaultException) failure).fault().code()).isEqualTo(FaultCode.PRICE_OVERFLOW);
  }

  @Test
  void theLargestQuoteIsThatOfTheDearestTierOfAnyVariant() {
    assertThat(withVariants().largestQuote(MINUTE)).hasToString("3");
    assertThat(BY_RESOLUTION.largestQuote(MINUTE)).hasToString("5");
    assertThat(PER_SECOND.largestQuote(MINUTE)).hasToString("0.0585");
  }

  @Test
  void aPriceOfZeroIsRefusedUnlessItSaysFree() {
    assertThatThrownBy(() -> RateCard.perRequest("0")).hasMessageContaining("mode: free");
    assertThatThrownBy(() -> inputOnly("0")).hasMessageContaining("mode: free");
  }

  @Test
  void tiersOutOfOrderAreRefused() {
    refused("not in order", step("720", "1"), step("480", "2"), step(null, "3"));
    refused("not in order", step("480", "1"), step("480", "2"), step(null, "3"));
    refused("not in order", step("480", "2"), step(null, "1"));
    refused("the last has none", step("480", "1"));
    refused("the last has none", step(null, "1"), step(null, "2"));
    refused("above 0", step("0", "1"), step(null, "2"));
    refused("1 to 100 steps");
  }

  private static void refused(String reason, Tiers.Step... steps) {
    assertThatThrownBy(() -> tiers(Dimension.RESOLUTION, Optional.empty(), steps))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-0.01", "1000001", "0.0000000000000001"})
  void aRateOutOfReasonIsRefused(String dollars) {
    assertThatThrownBy(() -> Rate.of(dollars)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aPriceForOutputTokensNeedsALimitToQuote() {
    assertThatThrownBy(
            () -> RateCard.of(PricingMode.PER_TOKEN, tokens("0", "0", "0", "1", "0"), Map.of()))
        .hasMessageContaining("output_limit");
  }

  @Test
  void aUsageBelowZeroIsRefused() {
    assertThatThrownBy(() -> Usage.ofTokens(-1, 0, MINUTE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Usage.ofOutputs(1, Duration.ofNanos(-1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Medium.ofPicture(-1, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Medium.ofSound(new BigDecimal("0.0000000001")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void equalCardsHaveOneVersionHoweverWritten() {
    assertThat(RateCard.perRequest("0.10").version())
        .isEqualTo(RateCard.perRequest("0.1").version())
        .startsWith("per_request-");
  }

  @Test
  void anyOtherTermIsAnotherVersion() {
    assertThat(
            Stream.of(
                perOutput("1", OUTPUTS),
                perOutput("2", OUTPUTS),
                perOutput("1", Asked.ONE),
                perOutput("1", Asked.of("/n", 1, 4)),
                perOutput("1", Asked.of("/num_outputs", 2, 4)),
                perOutput("1", Asked.of("/num_outputs", 1, 5)),
                BY_RESOLUTION,
                PER_OUTPUT_SECOND,
                variant("hd", json("1")),
                variant("hd", json("'1'")),
                variant("sd", json("1"))))
        .extracting(RateCard::version)
        .doesNotHaveDuplicates();
  }

  /** Kept cards are named by these: another text for the same card would orphan them. */
  @Test
  void aVersionNeverChanges() {
    assertThat(
            Stream.of(PER_REQUEST, PER_MEGAPIXEL, PER_TOKEN, BY_RESOLUTION, withVariants())
                .map(RateCard::version))
        .containsExactly(
            "per_request-a32a1709946a",
            "per_megapixel-56751fda3cb4",
            "per_token-f579cc1278bd",
            "per_output_second-16237d21ffe0",
            "per_request-afd35b27fa45");
  }

  private static RateCard withVariants() {
    return new RateCard(
        PricingMode.PER_REQUEST,
        Map.of(),
        Tiers.flat(rate("1")),
        List.of(
            new Variant(
                "hd",
                Condition.of(Map.of("/quality", json("'hd'"), "/n", json("2"))),
                Tiers.flat(rate("3"))),
            new Variant("two", Condition.of(Map.of("/n", json("2"))), Tiers.flat(rate("2")))));
  }

  private static RateCard variant(String name, JsonNode value) {
    return new RateCard(
        PricingMode.PER_REQUEST,
        Map.of(),
        Tiers.flat(rate("1")),
        List.of(new Variant(name, Condition.of(Map.of("/q", value)), Tiers.flat(rate("2")))));
  }

  private static RateCard perOutput(String dollars, Asked outputs) {
    return RateCard.of(PricingMode.PER_OUTPUT, rate(dollars), Map.of(Quantity.OUTPUTS, outputs));
  }

  private static RateCard inputOnly(String dollars) {
    return RateCard.of(PricingMode.PER_TOKEN, tokens(dollars, "0", "0", "0", "0"), Map.of());
  }

  private static Asked resolutions() {
    var words = new TreeMap<String, BigDecimal>();
    words.put("480p", new BigDecimal("480"));
    words.put("720p", new BigDecimal("720"));
    words.put("1080p", new BigDecimal("1080"));
    return new Asked(
        Optional.of(JsonPointer.compile("/resolution")),
        words,
        new BigDecimal("720"),
        new BigDecimal("1080"));
  }

  private static Tiers tiers(Dimension by, Optional<Asked> asked, Tiers.Step... steps) {
    return new Tiers(Optional.of(by), asked, List.of(steps));
  }

  private static Tiers.Step step(String upTo, String dollars) {
    return new Tiers.Step(Optional.ofNullable(upTo).map(BigDecimal::new), rate(dollars));
  }

  private static Rates rate(String dollars) {
    return Rates.of(Rate.of(dollars));
  }

  private static Rates tokens(
      String input, String cached, String write, String output, String reasoning) {
    return Rates.ofTokens(
        Rate.of(input), Rate.of(cached), Rate.of(write), Rate.of(output), Rate.of(reasoning));
  }

  private static Medium video(int width, int height, String seconds) {
    return new Medium(width, height, new BigDecimal(seconds));
  }

  private static Usage made(Medium... media) {
    return Usage.ofOutputs(media.length, Duration.ZERO).with(List.of(media));
  }

  private static Money quote(RateCard card, JsonNode input) {
    return card.quote(input, MINUTE).amount();
  }

  private static Money charge(RateCard card, Usage usage) {
    return card.tariff(card.version()).orElseThrow().charge(usage);
  }

  private static long unmeasured(RateCard card, Usage usage) {
    return card.tariff(card.version()).orElseThrow().unmeasured(usage);
  }
}
