package dev.millrace.output;

import static dev.millrace.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.millrace.account.AccountId;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.ledger.InMemoryRateCards;
import dev.millrace.model.JsonSchema;
import dev.millrace.model.Model;
import dev.millrace.model.ModelName;
import dev.millrace.model.Route;
import dev.millrace.model.yaml.CardReader;
import dev.millrace.money.Medium;
import dev.millrace.money.Money;
import dev.millrace.money.RateCard;
import dev.millrace.money.Usage;
import dev.millrace.request.Outcome;
import dev.millrace.request.Output;
import dev.millrace.request.RequestId;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutputDeskTest {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final RateCard PER_MEGAPIXEL =
      card("{'mode': 'per_megapixel', 'amount': 1, 'width': 512, 'height': 512, 'outputs': 1}");
  private static final RateCard PER_SECOND_OF_SOUND =
      card("{'mode': 'per_output_second', 'amount': 1, 'seconds': 5}");
  private static final RateCard BY_SIZE =
      card(
          "{'mode': 'per_output', 'outputs': 1, 'tiers': {'by': 'megapixels', 'steps': ["
              + "{'up_to': 0.5, 'amount': 1}, {'amount': 3}]}}");

  private final InMemoryRateCards rateCards = new InMemoryRateCards();
  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final OutputMeter meter = new OutputMeter();
  private final OutputDesk desk =
      new OutputDesk(
          new OutputStore(null),
          meter,
          rateCards,
          new UnmeasuredOutputs(meters),
          new ObjectMapper());

  @AfterEach
  void close() {
    meter.close();
  }

  @Test
  void bytesThatAnOutputCarriesAreMeasured() {
    var stored = stored(PER_MEGAPIXEL, dataUrls(Sample.picture("png", 2000, 1000)), usage(1));

    assertThat(stored.charge()).isEqualTo(Money.parse("2"));
    assertThat(stored.usage().media()).containsExactly(Medium.ofPicture(2000, 1000));
    assertThat(unmeasured()).isZero();
  }

  @Test
  void aSoundIsChargedForAsLongAsItPlays() {
    var stored = stored(PER_SECOND_OF_SOUND, dataUrls(Sample.wav(12_000)), usage(1));

    assertThat(stored.charge()).isEqualTo(Money.parse("1.5"));
  }

  @Test
  void theTierIsThatOfEachOutput() {
    var output = dataUrls(Sample.picture("jpg", 500, 500), Sample.picture("jpg", 1000, 1000));

    assertThat(stored(BY_SIZE, output, usage(2)).charge()).isEqualTo(Money.parse("4"));
  }

  @Test
  void whatCannotBeMeasuredIsChargedAtTheLowestTierAndCounted() {
    var stored = stored(BY_SIZE, json("{'url': 'https://example.org/a.png'}"), usage(2));

    assertThat(stored.charge()).isEqualTo(Money.parse("2"));
    assertThat(unmeasured()).isEqualTo(2);
  }

  @Test
  void whatCannotBeMeasuredIsNotChargedBySizeAndCounted() {
    var stored = stored(PER_MEGAPIXEL, dataUrls(new byte[] {1, 2, 3}), usage(1));

    assertThat(stored.charge()).isEqualTo(Money.ZERO);
    assertThat(unmeasured()).isEqualTo(1);
  }

  @Test
  void whatTheReplySaidOfOutputsThatItLinksToCounts() {
    var told = usage(1).with(List.of(new Medium(640, 480, new BigDecimal("4.1"))));

    var stored = stored(PER_SECOND_OF_SOUND, json("{'url': 'https://example.org/a'}"), told);

    assertThat(stored.charge()).isEqualTo(Money.parse("4.1"));
    assertThat(unmeasured()).isZero();
  }

  @Test
  void aPriceThatDoesNotDependOnMediaMeasuresNothing() {
    var output = dataUrls(Sample.picture("png", 10, 10));

    assertThat(stored(RateCard.perRequest("0.5"), output, usage(1)).usage()).isEqualTo(usage(1));
  }

  @Test
  void aUsageThatNoMoneyCanPayIsAFaultAndNotCharged() {
    var card = card("{'mode': 'per_token', 'input': 1000000}");

    assertThat(refused(card, Usage.ofTokens(Long.MAX_VALUE, 0, SOON)).code())
        .isEqualTo(FaultCode.PRICE_OVERFLOW);
  }

  @Test
  void aCardThatNobodyKnowsChargesNothing() {
    var accepted =
        desk.accept(hold("per_request-000000000000"), model(), succeeded(json("{}"), usage(1)))
            .await()
            .atMost(SOON);

    assertThat(((OutputDesk.Accepted.Refused) accepted).fault().code())
        .isEqualTo(FaultCode.UNKNOWN);
  }

  private OutputDesk.Accepted.Stored stored(RateCard card, JsonNode output, Usage usage) {
    return (OutputDesk.Accepted.Stored) accepted(card, output, usage);
  }

  private Fault refused(RateCard card, Usage usage) {
    return ((OutputDesk.Accepted.Refused) accepted(card, json("{}"), usage)).fault();
  }

  private OutputDesk.Accepted accepted(RateCard card, JsonNode output, Usage usage) {
    rateCards.keep(List.of(card), Instant.EPOCH).await().atMost(SOON);
    return desk.accept(hold(card.version()), model(), succeeded(output, usage))
        .await()
        .atMost(SOON);
  }

  private static Outcome.Succeeded succeeded(JsonNode output, Usage usage) {
    return new Outcome.Succeeded(Output.of(output), usage);
  }

  private static Hold hold(String rateCard) {
    var random = new Random(1);
    return new Hold(
        AccountId.next(Instant.EPOCH, random),
        RequestId.next(Instant.EPOCH, random),
        rateCard,
        Money.parse("1000"));
  }

  private static JsonNode dataUrls(byte[]... files) {
    var output = JsonNodeFactory.instance.objectNode();
    var images = output.putArray("images");
    for (var file : files) {
      images
          .addObject()
          .put("url", "data:image/png;base64," + Base64.getEncoder().encodeToString(file));
    }
    return output;
  }

  private static Usage usage(int outputs) {
    return Usage.ofOutputs(outputs, Duration.ofMillis(5));
  }

  private double unmeasured() {
    return meters.get("millrace.outputs.unmeasured").counter().count();
  }

  private static RateCard card(String price) {
    return CardReader.read(price.replace('\'', '"'));
  }

  private static Model model() {
    return new Model(
        new ModelName("test", "model"),
        "Model",
        "",
        "test",
        List.of(),
        JsonSchema.of(json("{}")),
        JsonSchema.of(json("{}")),
        Set.of(),
        Optional.empty(),
        SOON,
        1,
        List.of(new Route("any", "any", json("{}"))));
  }
}
