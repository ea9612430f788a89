package dev.millrace.money;

import static dev.millrace.Json.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateCardTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final JsonNode NOTHING = json("{}");
  private static final Asked OUTPUTS = Asked.of("/num_outputs", 1, 4);
  private static final Asked SECONDS = Asked.of("/seconds", 5, 10);
  private static final Asked MAX_TOKENS = Asked.of("/max_tokens", 256, 4096);

  private static final PerRequest PER_REQUEST = new PerRequest(Rate.of("0.0001"));
  private static final PerOutput PER_OUTPUT = new PerOutput(Rate.of("0.04"), OUTPUTS);
  private static final PerSecond PER_SECOND = new PerSecond(Rate.of("0.000975"));
  private static final PerOutputSecond PER_OUTPUT_SECOND =
      new PerOutputSecond(Rate.of("0.3"), SECONDS);
  private static final PerMegapixel PER_MEGAPIXEL =
      new PerMegapixel(
          Rate.of("0.001"), Asked.of("/width", 512, 2048), Asked.of("/height", 512, 2048), OUTPUTS);
  private static final PerToken PER_TOKEN =
      new PerToken(
          Rate.of("0.15"),
          Rate.of("0.075"),
          Rate.of("0.1875"),
          Rate.of("0.6"),
          Rate.of("0.6"),
          Optional.of(MAX_TOKENS));

  static Stream<RateCard> cards() {
    return Stream.of(
        new Free(),
        PER_REQUEST,
        PER_OUTPUT,
        PER_SECOND,
        PER_OUTPUT_SECOND,
        PER_MEGAPIXEL,
        PER_TOKEN);
  }

  @ParameterizedTest
  @MethodSource("cards")
  void aQuoteCoversEveryChargeWithinWhatTheInputAsksFor(RateCard card) {
    var random = new Random(7);
    for (int i = 0; i < 2000; i++) {
      var input = anInput(random);
      var usage = usageWithin(input, random);
      assertThat(card.atMost(input, MINUTE).covers(card.charge(usage)))
          .as("%s for %s", usage, input)
          .isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("cards")
  void moreUsageNeverCostsLess(RateCard card) {
    var random = new Random(8);
    for (int i = 0; i < 2000; i++) {
      var less = usageWithin(anInput(random), random);
      var more = sum(less, usageWithin(anInput(random), random));
      assertThat(card.charge(more)).isGreaterThanOrEqualTo(card.charge(less));
    }
  }

  @ParameterizedTest
  @MethodSource("cards")
  void nothingUsedNeverCostsLessThanNothing(RateCard card) {
    assertThat(card.charge(Usage.NONE)).isGreaterThanOrEqualTo(Money.ZERO);
  }

  @Test
  void anExactCardChargesItsQuote() {
    cards()
        .filter(RateCard::isExact)
        .forEach(
            card -> assertThat(card.charge(Usage.NONE)).isEqualTo(card.atMost(NOTHING, MINUTE)));
  }

  @ParameterizedTest
  @CsvSource({"{}, 0.04", "{'num_outputs': 3}, 0.12", "{'num_outputs': null}, 0.04"})
  void aQuotePerOutputCountsTheOutputsAskedFor(String input, String dollars) {
    assertThat(PER_OUTPUT.atMost(json(input.replace('|', ',')), MINUTE)).hasToString(dollars);
  }

  @ParameterizedTest
  @ValueSource(strings = {"99", "'three'", "1e400", "[]", "123456789012345678901234567890"})
  void aQuoteForMoreThanTheModelGivesIsThatOfTheMost(String outputs) {
    assertThat(PER_OUTPUT.atMost(json("{'num_outputs': " + outputs + "}"), MINUTE))
        .hasToString("0.16");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1E1000000000", "1E-1000000000"})
  void noInputMakesUsComputeABillionDigits(String outputs) {
    var input = JsonNodeFactory.instance.objectNode().put("num_outputs", new BigDecimal(outputs));

    assertThat(PER_OUTPUT.atMost(input, MINUTE)).isLessThanOrEqualTo(Money.parse("0.16"));
  }

  @Test
  void aQuotePerSecondIsThatOfTheRunLimit() {
    assertThat(PER_SECOND.atMost(NOTHING, MINUTE)).hasToString("0.0585");
  }

  @Test
  void aChargePerSecondCountsPartsOfASecond() {
    var usage = Usage.ofOutputs(1, 0, Duration.ofMillis(1500));

    assertThat(PER_SECOND.charge(usage)).hasToString("0.0014625");
  }

  @Test
  void aChargePerOutputSecondIsExact() {
    var usage = new Usage(0, 0, 0, 0, 0, 1, 0, 2.1, Duration.ZERO);

    assertThat(PER_OUTPUT_SECOND.charge(usage)).hasToString("0.63");
  }

  @Test
  void aQuotePerMegapixelMultipliesWidthHeightAndOutputs() {
    var input = json("{'width': 1000, 'height': 2000, 'num_outputs': 2}");

    assertThat(PER_MEGAPIXEL.atMost(input, MINUTE)).hasToString("0.004");
  }

  @Test
  void aChargePerMegapixelCountsPartsOfAMillion() {
    var usage = Usage.ofOutputs(1, 512 * 512, Duration.ZERO);

    assertThat(PER_MEGAPIXEL.charge(usage)).hasToString("0.000262144");
  }

  @Test
  void eachClassOfTokensHasItsOwnRate() {
    var usage =
        new Usage(1_000_000, 2_000_000, 4_000_000, 8_000_000, 16_000_000, 1, 0, 0, Duration.ZERO);

    assertThat(PER_TOKEN.charge(usage)).hasToString("15.45");
  }

  @Test
  void aChargeIsRoundedHalfUpToANanoDollar() {
    var card = inputOnly("0.0005"); // half a nano-dollar a token

    assertThat(card.charge(Usage.ofTokens(1, 0, MINUTE))).isEqualTo(new Money(1));
    assertThat(card.charge(Usage.ofTokens(3, 0, MINUTE))).isEqualTo(new Money(2));
  }

  @Test
  void aTokenQuoteCountsBytesNotCharacters() {
    var card = inputOnly("1000000"); // a dollar a token

    assertThat(card.atMost(json("{'a': '日本'}"), MINUTE)).hasToString("14");
  }

  @Test
  void aMillionChargesSumToTheExactAmount() {
    var usage = Usage.ofTokens(7, 3, Duration.ZERO);

    var sum = Money.ZERO;
    for (int i = 0; i < 1_000_000; i++) {
      sum = sum.plus(PER_TOKEN.charge(usage));
    }

    assertThat(sum).hasToString("2.85");
  }

  @Test
  void anAmountThatMoneyCannotHoldIsRefused() {
    var card = new PerOutput(Rate.of("1000000"), OUTPUTS);
    var usage = Usage.ofOutputs(Long.MAX_VALUE, 0, Duration.ZERO);

    assertThatThrownBy(() -> card.charge(usage)).isInstanceOf(ArithmeticException.class);
  }

  @Test
  void aPriceOfZeroIsRefusedUnlessItSaysFree() {
    assertThatThrownBy(() -> new PerRequest(Rate.ZERO)).hasMessageContaining("mode: free");
    assertThatThrownBy(() -> inputOnly("0")).hasMessageContaining("mode: free");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-0.01", "1000001", "0.0000000000000001"})
  void aRateOutOfReasonIsRefused(String dollars) {
    assertThatThrownBy(() -> Rate.of(dollars)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aPriceForOutputTokensNeedsALimitToQuote() {
    assertThatThrownBy(
            () ->
                new PerToken(
                    Rate.ZERO, Rate.ZERO, Rate.ZERO, Rate.of("1"), Rate.ZERO, Optional.empty()))
        .hasMessageContaining("output_limit");
  }

  @Test
  void aUsageBelowZeroIsRefused() {
    assertThatThrownBy(() -> Usage.ofTokens(-1, 0, MINUTE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Usage(0, 0, 0, 0, 0, 0, 0, Double.NaN, MINUTE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void equalCardsHaveOneVersionHoweverWritten() {
    assertThat(new PerRequest(Rate.of("0.10")).version())
        .isEqualTo(new PerRequest(Rate.of("0.1")).version())
        .startsWith("per_request-");
  }

  @Test
  void anyOtherTermIsAnotherVersion() {
    assertThat(
            Stream.of(
                new PerOutput(Rate.of("1"), OUTPUTS),
                new PerOutput(Rate.of("2"), OUTPUTS),
                new PerOutput(Rate.of("1"), Asked.of("/n", 1, 4)),
                new PerOutput(Rate.of("1"), Asked.of("/num_outputs", 2, 4)),
                new PerOutput(Rate.of("1"), Asked.of("/num_outputs", 1, 5)),
                new PerOutputSecond(Rate.of("1"), OUTPUTS)))
        .extracting(RateCard::version)
        .doesNotHaveDuplicates();
  }

  @Test
  void aVersionNeverChanges() {
    assertThat(PER_REQUEST.version()).isEqualTo("per_request-a32a1709946a");
  }

  private static PerToken inputOnly(String rate) {
    return new PerToken(
        Rate.of(rate), Rate.ZERO, Rate.ZERO, Rate.ZERO, Rate.ZERO, Optional.empty());
  }

  private static JsonNode anInput(Random random) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("prompt", "x".repeat(random.nextInt(200)))
        .put("num_outputs", random.nextInt(5))
        .put("seconds", random.nextInt(100) / 10.0)
        .put("width", 64 + random.nextInt(1985))
        .put("height", 64 + random.nextInt(1985))
        .put("max_tokens", random.nextInt(4097));
  }

  private static Usage usageWithin(JsonNode input, Random random) {
    long outputs = random.nextLong(input.get("num_outputs").asLong() + 1);
    int read = random.nextInt(input.toString().length() + 1);
    int cached = random.nextInt(read + 1);
    int cacheWrite = random.nextInt(read - cached + 1);
    int written = random.nextInt(input.get("max_tokens").asInt() + 1);
    int reasoning = random.nextInt(written + 1);
    return new Usage(
        read - cached - cacheWrite,
        cached,
        cacheWrite,
        written - reasoning,
        reasoning,
        outputs,
        outputs * input.get("width").asLong() * input.get("height").asLong(),
        input.get("seconds").asDouble() * random.nextDouble(),
        Duration.ofNanos(random.nextLong(MINUTE.toNanos() + 1)));
  }

  private static Usage sum(Usage a, Usage b) {
    return new Usage(
        a.inputTokens() + b.inputTokens(),
        a.cachedInputTokens() + b.cachedInputTokens(),
        a.cacheWriteTokens() + b.cacheWriteTokens(),
        a.outputTokens() + b.outputTokens(),
        a.reasoningTokens() + b.reasoningTokens(),
        a.outputs() + b.outputs(),
        a.pixels() + b.pixels(),
        a.outputSeconds() + b.outputSeconds(),
        a.providerTime().plus(b.providerTime()));
  }
}
