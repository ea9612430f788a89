package dev.millrace.model.file;

import static dev.millrace.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.ledger.InMemoryRateCards;
import dev.millrace.model.Catalogue;
import dev.millrace.model.Model;
import dev.millrace.model.ModelName;
import dev.millrace.model.RouteCheck;
import dev.millrace.model.yaml.CatalogueReader;
import dev.millrace.money.Usage;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackagedCatalogueTest {
  private static final Map<String, String> ALL_KEYS =
      Map.of(
          "OPENAI_API_KEY", "sk",
          "ANTHROPIC_API_KEY", "sk-ant",
          "GEMINI_API_KEY", "AIza",
          "OLLAMA_URL", "http://localhost:11434",
          "REPLICATE_API_TOKEN", "r8",
          "FAL_KEY", "fal");

  @Test
  void withoutAnyKeyTheLocalModelsAreThere() {
    assertThat(namesIn(packaged(Map.of())))
        .containsExactly(
            "local/echo",
            "local/sleep",
            "local/flaky",
            "local/image",
            "local/invert",
            "local/minilm",
            "local/chat");
  }

  @Test
  void keysWakeTheModelsOfTheirProviders() {
    assertThat(namesIn(packaged(ALL_KEYS)))
        .contains(
            "openai/gpt-4o-mini",
            "openai/gpt-5-mini",
            "anthropic/claude-sonnet-4-5",
            "anthropic/claude-haiku-4-5",
            "google/gemini-2.5-flash",
            "google/gemini-2.5-pro",
            "openai/text-embedding-3-small",
            "openai/dall-e-3",
            "ollama/llama3.2",
            "replicate/flux-schnell",
            "fal/flux-schnell");
  }

  @Test
  void noModelButOnesOwnIsFree() {
    assertThat(packaged(ALL_KEYS).models())
        .filteredOn(model -> model.priced().mode().equals("free"))
        .extracting(model -> model.name().toString())
        .containsExactly("ollama/llama3.2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "local/echo   | {'any': ['thing']}",
        "local/sleep  | {'seconds': 0.5}",
        "local/flaky  | {}",
        "local/flaky  | {'fail_times': 20, 'status': 429, 'retry_after': 1.5}",
        "local/image  | {'prompt': 'a cat', 'width': 64, 'height': 2048, 'num_outputs': 4, 'seed':"
            + " -1}",
        "local/invert | {'image_url': 'https://example.com/media/a/b.png'}",
        "local/invert | {'image_url': 'data:image/png;base64,iVBORw0KGgo='}",
        "local/minilm | {'input': 'text'}",
        "local/minilm | {'input': ['one', 'two']}",
        "local/chat   | {'messages': [{'role': 'user', 'content': 'hi'}], 'max_tokens': 9}",
      })
  void takesInputsThatFit(String model, String input) {
    assertThat(model(model).inputSchema().validate(json(input))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "local/sleep  | {}                                   | /seconds",
        "local/sleep  | {'seconds': 601}                     | /seconds",
        "local/flaky  | {'status': 200}                      | /status",
        "local/image  | {'prompt': ''}                       | /prompt",
        "local/image  | {'prompt': 'a', 'width': 63}         | /width",
        "local/image  | {'prompt': 'a', 'more': 1}           | /more",
        "local/invert | {'image_url': 'a picture'}           | /image_url",
        "local/minilm | {'input': []}                        | /input",
        "local/chat   | {'messages': []}                     | /messages",
        "local/chat   | {'messages': [{'role': 'user'}]}     | /messages/0/content",
      })
  void namesTheFieldOfAnInputThatDoesNotFit(String model, String input, String field) {
    assertThat(model(model).inputSchema().validate(json(input)))
        .isNotEmpty()
        .allSatisfy(error -> assertThat(error.instancePath()).isEqualTo(field));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "local/echo  | {}                                     | 0.0001",
        "local/sleep | {'seconds': 1}                         | 0.066",
        "local/flaky | {}                                     | 0.0001",
        "local/image | {'prompt': 'a'}                        | 0.000262144",
        "local/image | {'prompt': 'a', 'num_outputs': 4}      | 0.001048576",
        "local/chat  | {'messages': [], 'max_tokens': 1000}   | 0.00020165",
      })
  void quotes(String model, String input, String dollars) {
    var found = model(model);

    assertThat(found.priced().quote(json(input), found.runLimit()).amount()).hasToString(dollars);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                          |      | 0.04",
        "{'size': '1792x1024'}                       |      | 0.08",
        "{'size': '1024x1024', 'quality': 'hd'}      | /hd  | 0.08",
        "{'size': '1024x1792', 'quality': 'hd'}      | /hd  | 0.12",
      })
  void dallE3CostsMoreForMorePixelsAndForQuality(String input, String variant, String dollars) {
    var card = model("openai/dall-e-3").priced();

    var quote = card.quote(json(input), Duration.ofMinutes(1));

    assertThat(quote.amount()).hasToString(dollars);
    assertThat(quote.rateCard()).isEqualTo(card.version() + (variant == null ? "" : variant));
  }

  /** A chat's price, whoever answers it: what is thought costs as much as what is said. */
  @ParameterizedTest
  @CsvSource({
    "openai/gpt-5-mini, 2.275",
    "anthropic/claude-sonnet-4-5, 22.05",
    "anthropic/claude-haiku-4-5, 7.35",
    "google/gemini-2.5-flash, 2.83",
    "google/gemini-2.5-pro, 17.75",
  })
  void aMillionTokensOfEachClassCost(String model, String dollars) {
    long million = 1_000_000;
    boolean writesCache = model.startsWith("anthropic");
    var usage =
        new Usage(
            million,
            million,
            writesCache ? million : 0,
            million / 2,
            million / 2,
            1,
            List.of(),
            Duration.ZERO);

    var card = model(model).priced();

    var charge = card.tariff(card.version()).orElseThrow().charge(usage);

    assertThat(charge).hasToString(dollars);
  }

  private static Model model(String name) {
    return packaged(ALL_KEYS).find(ModelName.parse(name).orElseThrow()).orElseThrow();
  }

  private static Catalogue packaged(Map<String, String> environment) {
    return new CatalogueFile(
        new CatalogueSource.Packaged(),
        new CatalogueReader(environment, RouteCheck.NONE),
        new CardKeeper(new InMemoryRateCards(), InstantSource.system()),
        next -> {});
  }

  private static List<String> namesIn(Catalogue catalogue) {
    return catalogue.models().stream().map(Model::name).map(ModelName::toString).toList();
  }
}
