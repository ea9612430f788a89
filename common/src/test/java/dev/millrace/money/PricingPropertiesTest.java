package dev.millrace.money;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.millrace.model.yaml.CardReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class PricingPropertiesTest {
  private static final int MILLION = 1_000_000;

  @Property(tries = 3000)
  void aQuoteCoversEveryChargeWithinWhatTheInputAsksFor(@ForAll Random random) {
    var card = ACard.from(random);
    var input = ACard.anInput(random);
    var usage = ACard.within(input, random);

    var quote = card.quote(input, ACard.RUN_LIMIT);

    assertThat(charge(card, quote.rateCard(), usage)).isLessThanOrEqualTo(quote.amount());
    if (quote.isExact()) {
      assertThat(charge(card, quote.rateCard(), usage)).isEqualTo(quote.amount());
    }
  }

  @Property(tries = 3000)
  void moreOfAnythingNeverCostsLess(@ForAll Random random) {
    var card = ACard.from(random);
    var input = ACard.anInput(random);
    var rateCard = card.quote(input, ACard.RUN_LIMIT).rateCard();
    var less = ACard.within(input, random);

    var more = ACard.grown(less, random);

    assertThat(charge(card, rateCard, more))
        .isGreaterThanOrEqualTo(charge(card, rateCard, less))
        .isGreaterThanOrEqualTo(Money.ZERO);
  }

  @Property(tries = 2000)
  void noQuoteIsAboveTheLargest(@ForAll Random random) {
    var card = ACard.from(random);

    assertThat(card.quote(ACard.anInput(random), ACard.RUN_LIMIT).amount())
        .isLessThanOrEqualTo(card.largestQuote(ACard.RUN_LIMIT));
  }

  /** Each charge is rounded once; of a million of them none drifts from the exact amount. */
  @Property(tries = 5)
  void aMillionChargesAreOffByLessThanHalfANanoDollarEach(@ForAll Random random) {
    var rate = Rate.of("0.%015d".formatted(1 + random.nextLong(1_000_000_000_000L)));
    var card =
        RateCard.of(PricingMode.PER_OUTPUT, Rates.of(rate), Map.of(Quantity.OUTPUTS, Asked.ONE));
    var tariff = card.tariff(card.version()).orElseThrow();
    var one = tariff.charge(Usage.ofOutputs(1, Duration.ZERO));

    var sum = Money.ZERO;
    for (int i = 0; i < MILLION; i++) {
      sum = sum.plus(one);
    }

    var exact = rate.dollars().multiply(BigDecimal.valueOf(MILLION));
    var drift = new BigDecimal(sum.toString()).subtract(exact).abs();
    assertThat(drift)
        .isLessThanOrEqualTo(new BigDecimal("0.0000000005").multiply(BigDecimal.valueOf(MILLION)));
    assertThat(one).isEqualTo(Money.rounded(rate.dollars()));
  }

  @Example
  void aMillionChargesOfWholeNanoDollarsSumToTheExactAmount() {
    var card =
        RateCard.of(
            PricingMode.PER_TOKEN,
            Rates.ofTokens(
                Rate.of("0.15"), Rate.of("0.075"), Rate.of("0.15"), Rate.of("0.6"), Rate.of("0.6")),
            Map.of(Quantity.OUTPUT_LIMIT, Asked.of("/max_tokens", 256, 4096)));
    var tariff = card.tariff(card.version()).orElseThrow();
    var usages = new Usage[1000];
    var tokens = BigInteger.ZERO;
    for (int i = 0; i < usages.length; i++) {
      usages[i] = Usage.ofTokens(20L * i, i, Duration.ZERO);
      tokens = tokens.add(BigInteger.valueOf(i));
    }

    var sum = Money.ZERO;
    for (int i = 0; i < MILLION; i++) {
      sum = sum.plus(tariff.charge(usages[i % usages.length]));
    }

    // 20 · 0.15 + 0.6 dollars for a million i
    var exact = new BigDecimal("3.6").multiply(new BigDecimal(tokens)).movePointLeft(3);
    assertThat(sum).isEqualTo(Money.exactly(exact));
  }

  @Property
  void decimalStringsAreExactToTheLastDigit(@ForAll @LongRange(min = Long.MIN_VALUE) long nanos) {
    var written = new Money(nanos).toString();

    assertThat(Money.parse(written)).isEqualTo(new Money(nanos));
    assertThat(new BigDecimal(written)).isEqualByComparingTo(BigDecimal.valueOf(nanos, 9));
    assertThat(written).doesNotContain("E").doesNotMatch(".*\\.\\d*0");
  }

  @Property
  void aChargeIsTheExactProductRoundedHalfUp(
      @ForAll @LongRange(min = 1, max = 1_000_000_000_000_000L) long rate,
      @ForAll @LongRange(min = 0, max = 1_000_000_000L) long tokens) {
    var card =
        RateCard.of(
            PricingMode.PER_TOKEN,
            Rates.ofTokens(
                new Rate(BigDecimal.valueOf(rate, 15)), Rate.ZERO, Rate.ZERO, Rate.ZERO, Rate.ZERO),
            Map.of());

    var exact = BigDecimal.valueOf(rate, 15).multiply(BigDecimal.valueOf(tokens)).movePointLeft(6);
    assertThat(charge(card, card.version(), Usage.ofTokens(tokens, 0, Duration.ZERO)))
        .isEqualTo(Money.exactly(exact.setScale(9, RoundingMode.HALF_UP)));
  }

  @Property(tries = 2000)
  void aUsageIsReadAsItWasWritten(@ForAll Random random) {
    var usage = ACard.grown(ACard.within(ACard.anInput(random), random), random);

    assertThat(UsageJson.read(UsageJson.write(usage))).isEqualTo(usage);
  }

  @Property(tries = 2000)
  void aCardIsReadAsItWasWrittenUnderTheSameVersion(@ForAll Random random) {
    var card = ACard.from(random);

    var read = CardReader.read(card.price().toString());

    assertThat(read.version()).isEqualTo(card.version());
    assertThat(read.terms()).isEqualTo(card.terms());
    var input = ACard.anInput(random);
    assertThat(read.quote(input, ACard.RUN_LIMIT)).isEqualTo(card.quote(input, ACard.RUN_LIMIT));
  }

  /** The database sorts the fields of what it keeps. */
  @Property(tries = 500)
  void theOrderOfFieldsMeansNothing(@ForAll Random random) {
    var card = ACard.from(random);
    var price = card.price();
    var names = new ArrayList<String>();
    price.fieldNames().forEachRemaining(names::add);
    Collections.reverse(names);
    var turned = JsonNodeFactory.instance.objectNode();
    names.forEach(name -> turned.set(name, price.get(name)));

    assertThat(CardReader.read(turned.toString()).version()).isEqualTo(card.version());
  }

  private static Money charge(RateCard card, String rateCard, Usage usage) {
    return card.tariff(rateCard).orElseThrow().charge(usage);
  }
}
