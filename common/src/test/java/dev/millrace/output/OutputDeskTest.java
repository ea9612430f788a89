package dev.millrace.output;

import static dev.millrace.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.millrace.account.AccountId;
import dev.millrace.blob.BlobsInMemory;
import dev.millrace.blob.FileUrl;
import dev.millrace.blob.StreamsInto;
import dev.millrace.fault.Fault;
import dev.millrace.fault.FaultCode;
import dev.millrace.fetch.ScriptedDownloads;
import dev.millrace.file.StoredFile;
import dev.millrace.ledger.InMemoryRateCards;
import dev.millrace.model.FilesAs;
import dev.millrace.model.JsonSchema;
import dev.millrace.model.Model;
import dev.millrace.model.ModelName;
import dev.millrace.model.Route;
import dev.millrace.model.yaml.CardReader;
import dev.millrace.money.Medium;
import dev.millrace.money.Money;
import dev.millrace.money.RateCard;
import dev.millrace.money.Usage;
import dev.millrace.provider.Providers;
import dev.millrace.request.Outcome;
import dev.millrace.request.Output;
import dev.millrace.request.RequestId;
import dev.millrace.testing.Settings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutputDeskTest {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final RateCard PER_REQUEST = RateCard.perRequest("0.5");
  private static final String PICTURE_URL = "https://files.example.org/x/a%20b.png";
  private static final String WITH_URLS =
      "{'properties': {'images': {'items': {'properties': {'url': {'format': 'uri'}}}}}}";
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
  private final BlobsInMemory blobs = new BlobsInMemory();
  private final StreamsInto streams = new StreamsInto(blobs);
  private final ScriptedDownloads downloads = new ScriptedDownloads();
  private final OutputMeter meter = new OutputMeter(new CopiedMeter(streams));
  private final OutputStore store =
      new OutputStore(
          blobs,
          new OutputCopies(
              downloads,
              streams,
              new Providers(List.of()),
              Settings.of(OutputConfig.class, Map.of("millrace.output.copy-bytes", "40000000"))));
  private final OutputDesk desk =
      new OutputDesk(store, meter, rateCards, new UnmeasuredOutputs(meters), new ObjectMapper());

  @AfterEach
  void close() {
    meter.close();
    store.close();
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
        desk.accept(
                hold("per_request-000000000000"), model(), route(), succeeded(json("{}"), usage(1)))
            .await()
            .atMost(SOON);

    assertThat(((OutputDesk.Accepted.Refused) accepted).fault().code())
        .isEqualTo(FaultCode.UNKNOWN);
  }

  @Test
  void aFileThatTheOutputCarriesIsStoredAndItsUrlTakesItsPlace() {
    var picture = Sample.picture("png", 4, 4);

    var stored = stored(PER_REQUEST, dataUrls(picture, picture), usage(2));

    assertThat(stored.files()).hasSize(2);
    var file = stored.files().getFirst();
    assertThat(json(stored.output()).at("/images/0/url").textValue())
        .isEqualTo(FileUrl.stored(file.id(), "output-0.png"));
    assertThat(blobs.bytesOf(file.key())).isEqualTo(picture);
    assertThat(file.contentType()).isEqualTo("image/png");
    assertThat(file.size()).isEqualTo(picture.length);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data:text/plain;base64,aGVsbG8=",
        "data:text/html;base64,aGVsbG8=",
        "data:image/png,notbase64",
        "look: data:image/png;base64,aGVsbG8=",
        "data:;base64,aGVsbG8="
      })
  void textsStayTexts(String text) {
    var output = JsonNodeFactory.instance.objectNode().put("text", text);

    var stored = stored(PER_REQUEST, output, usage(1));

    assertThat(stored.files()).isEmpty();
    assertThat(json(stored.output())).isEqualTo(output);
  }

  @ParameterizedTest
  @CsvSource({
    "'data:application/pdf;base64,JVBERi0=', output-0.pdf",
    "'data:audio/mpeg;base64,SUQz', output-0.mp3",
    "'data:video/mp4;codecs=x;base64,AAAA', output-0.mp4",
    "'data:application/octet-stream;base64,AAAA', output-0"
  })
  void filesOfOtherKindsAreStoredToo(String url, String name) {
    var output = JsonNodeFactory.instance.objectNode().put("file", url);

    assertThat(stored(PER_REQUEST, output, usage(1)).files())
        .extracting(StoredFile::name)
        .containsExactly(name);
  }

  @Test
  void aFileThatIsNoBase64IsTheProvidersFault() {
    var output = JsonNodeFactory.instance.objectNode().put("file", "data:image/png;base64,A");

    assertThat(refused(PER_REQUEST, model(), route(), output).code())
        .isEqualTo(FaultCode.PROVIDER_BROKEN);
  }

  @Test
  void whatTheOutputNamesByUrlIsCopiedOnceAndItsUrlTakesItsPlace() {
    var picture = Sample.picture("png", 4, 4);
    downloads.set(PICTURE_URL, "image/png", picture);
    var output =
        json(
            "{'images': [{'url': '%s'}, {'url': '%s'}], 'see': 'https://example.org/text'}"
                .formatted(PICTURE_URL, PICTURE_URL));

    var stored = copied(PER_REQUEST, route(), output);

    var file = stored.files().getFirst();
    assertThat(stored.files()).hasSize(1);
    assertThat(downloads.opened()).containsExactly(PICTURE_URL);
    assertThat(file.name()).isEqualTo("a b.png");
    assertThat(blobs.bytesOf(file.key())).isEqualTo(picture);
    assertThat(json(stored.output()))
        .isEqualTo(
            json(
                "{'images': [{'url': '%1$s'}, {'url': '%1$s'}], 'see': 'https://example.org/text'}"
                    .formatted(FileUrl.stored(file.id(), "a b.png"))));
  }

  @ParameterizedTest
  @CsvSource({
    "image/png, out-0, out-0.png, image/png",
    "image/png, out.jpg, out.jpg.png, image/png",
    "'', out.png, out.png, image/png",
    "application/octet-stream, film.mp4, film.mp4, video/mp4",
    "'', '', file, application/octet-stream",
    "video/mp4, x..%2F..%2Fy, y.mp4, video/mp4",
    "audio/mpeg, 100%, 100%.mp3, audio/mpeg"
  })
  void theNameIsTheUrlsLastStepAndFitsTheType(String said, String step, String name, String type) {
    var url = "https://files.example.org/" + step;
    downloads.set(url, said, new byte[] {1, 2, 3});

    var file =
        copied(PER_REQUEST, route(), json("{'images': [{'url': '%s'}]}".formatted(url)))
            .files()
            .getFirst();

    assertThat(file.name()).isEqualTo(name);
    assertThat(file.contentType()).isEqualTo(type);
  }

  @Test
  void aRouteThatSaysSoKeepsTheProvidersUrls() {
    var route = new Route("any", "any", json("{}"), Optional.empty(), FilesAs.SIGNED, false);
    var output = json("{'images': [{'url': '%s'}]}".formatted(PICTURE_URL));

    var stored = copied(PER_REQUEST, route, output);

    assertThat(json(stored.output())).isEqualTo(output);
    assertThat(downloads.opened()).isEmpty();
  }

  @Test
  void whatCannotBeReadIsTheProvidersFaultAndMayBeTriedAgain() {
    var output = json("{'images': [{'url': 'https://files.example.org/gone.png'}]}");

    var fault = refused(PER_REQUEST, model(WITH_URLS), route(), output);

    assertThat(fault.code()).isEqualTo(FaultCode.PROVIDER_BROKEN);
    assertThat(fault.code().isRetryable()).isTrue();
    assertThat(fault.message())
        .contains("output file could not be read", "status 404")
        .doesNotContain("gone.png");
  }

  @ParameterizedTest
  @CsvSource({
    "text/html, <html>",
    "image/png, ''",
    "image/png, '<!DOCTYPE html><html><body>sign in</body></html>'"
  })
  void aPageOrNothingInAFilesPlaceIsTheProvidersFault(String type, String content) {
    downloads.set(PICTURE_URL, type, content.getBytes(StandardCharsets.UTF_8));
    var output = json("{'images': [{'url': '%s'}]}".formatted(PICTURE_URL));

    assertThat(refused(PER_REQUEST, model(WITH_URLS), route(), output).code())
        .isEqualTo(FaultCode.PROVIDER_BROKEN);
  }

  @Test
  void moreFilesThanAreCopiedAreRefused() {
    var output = JsonNodeFactory.instance.objectNode();
    var images = output.putArray("images");
    for (int i = 0; i < 101; i++) {
      images.addObject().put("url", "https://files.example.org/" + i);
    }

    assertThat(refused(PER_REQUEST, model(WITH_URLS), route(), output).code())
        .isEqualTo(FaultCode.INVALID_OUTPUT);
    assertThat(downloads.opened()).isEmpty();
  }

  @Test
  void aStoreThatIsAwayIsNotTheProvidersFault() {
    downloads.set(PICTURE_URL, "image/png", Sample.picture("png", 4, 4));
    blobs.away(true);
    var output = json("{'images': [{'url': '%s'}]}".formatted(PICTURE_URL));

    assertThat(refused(PER_REQUEST, model(WITH_URLS), route(), output).code())
        .isEqualTo(FaultCode.ENGINE_UNAVAILABLE);
  }

  @Test
  void whatWasHandedOutAlreadyKeepsItsUrls() {
    rateCards.keep(List.of(PER_REQUEST), Instant.EPOCH).await().atMost(SOON);
    var output = json("{'images': [{'url': '%s'}]}".formatted(PICTURE_URL));

    var given =
        desk.acceptGiven(hold(PER_REQUEST.version()), model(WITH_URLS), succeeded(output, usage(1)))
            .await()
            .atMost(SOON);

    assertThat(json(((OutputDesk.Accepted.Stored) given).output())).isEqualTo(output);
  }

  @Test
  void whatWasCopiedIsMeasured() {
    downloads.set(PICTURE_URL, "image/png", Sample.picture("png", 2000, 1000));

    var stored =
        copied(PER_MEGAPIXEL, route(), json("{'images': [{'url': '%s'}]}".formatted(PICTURE_URL)));

    assertThat(stored.charge()).isEqualTo(Money.parse("2"));
    assertThat(stored.usage().media()).containsExactly(Medium.ofPicture(2000, 1000));
    assertThat(unmeasured()).isZero();
  }

  /** Too large to be read back whole: 10,000,000 frames of two bytes, 8000 of them a second. */
  @Test
  void aLongSoundThatWasCopiedIsMeasuredByItsHead() {
    var url = "https://files.example.org/song.wav";
    downloads.set(url, "audio/wav", Sample.wav(10_000_000));

    var stored =
        copied(PER_SECOND_OF_SOUND, route(), json("{'images': [{'url': '%s'}]}".formatted(url)));

    assertThat(stored.charge()).isEqualTo(Money.parse("1000"));
    assertThat(stored.usage().media())
        .containsExactly(Medium.ofSound(new BigDecimal("1250.000000000")));
  }

  @Test
  void whatTheReplySaidOfCopiedFilesCounts() {
    downloads.set(PICTURE_URL, "image/png", Sample.picture("png", 2000, 1000));
    var told = usage(2).with(List.of(Medium.ofPicture(1000, 1000)));
    rateCards.keep(List.of(PER_MEGAPIXEL), Instant.EPOCH).await().atMost(SOON);

    var stored =
        (OutputDesk.Accepted.Stored)
            accepted(
                PER_MEGAPIXEL,
                model(WITH_URLS),
                route(),
                json("{'images': [{'url': '%s'}]}".formatted(PICTURE_URL)),
                told);

    assertThat(stored.charge()).isEqualTo(Money.parse("1"));
    assertThat(unmeasured()).isEqualTo(1);
  }

  private OutputDesk.Accepted.Stored copied(RateCard card, Route route, JsonNode output) {
    return (OutputDesk.Accepted.Stored) accepted(card, model(WITH_URLS), route, output, usage(1));
  }

  private Fault refused(RateCard card, Model model, Route route, JsonNode output) {
    return ((OutputDesk.Accepted.Refused) accepted(card, model, route, output, usage(1))).fault();
  }

  private OutputDesk.Accepted.Stored stored(RateCard card, JsonNode output, Usage usage) {
    return (OutputDesk.Accepted.Stored) accepted(card, output, usage);
  }

  private Fault refused(RateCard card, Usage usage) {
    return ((OutputDesk.Accepted.Refused) accepted(card, json("{}"), usage)).fault();
  }

  private OutputDesk.Accepted accepted(RateCard card, JsonNode output, Usage usage) {
    return accepted(card, model(), route(), output, usage);
  }

  private OutputDesk.Accepted accepted(
      RateCard card, Model model, Route route, JsonNode output, Usage usage) {
    rateCards.keep(List.of(card), Instant.EPOCH).await().atMost(SOON);
    return desk.accept(hold(card.version()), model, route, succeeded(output, usage))
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
    return model("{}");
  }

  private static Route route() {
    return new Route("any", "any", json("{}"));
  }

  private static Model model(String outputSchema) {
    return new Model(
        new ModelName("test", "model"),
        "Model",
        "",
        "test",
        List.of(),
        JsonSchema.of(json("{}")),
        JsonSchema.of(json(outputSchema)),
        Set.of(),
        Optional.empty(),
        SOON,
        1,
        List.of(route()));
  }
}
