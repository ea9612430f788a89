package dev.millrace.api.gateway.models;

import static dev.millrace.api.catalog.ReachOnPaper.PLANS;
import static dev.millrace.api.catalog.ReachOnPaper.REACH;
import static dev.millrace.api.catalog.ReachOnPaper.caller;
import static dev.millrace.api.catalog.ReachOnPaper.withKey;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.api.catalog.ModelsOnPaper;
import dev.millrace.api.http.ConditionalAnswer;
import dev.millrace.api.http.key.Caller;
import dev.millrace.model.Model;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class PreparedModelsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<Model> KNOWN =
      List.of(
          ModelsOnPaper.talker("acme/a", "openai"),
          ModelsOnPaper.talker("lab/b", "anthropic"),
          ModelsOnPaper.sleeper("acme/asleep", "mistral"),
          ModelsOnPaper.presented(ModelsOnPaper.talker("acme/hidden", "openai"), true),
          ModelsOnPaper.presented(ModelsOnPaper.talker("acme/shown", "openai"), false),
          ModelsOnPaper.of("acme/queue-only", Set.of(), ModelsOnPaper.talker("a/b", "x").routes()));

  private final AtomicInteger written = new AtomicInteger();
  private final PreparedModels models = new PreparedModels(KNOWN, PLANS, REACH, this::write);

  @Test
  void eachShapeListsTheModelsThatTheCallerCanCall() throws IOException {
    assertThat(names(Optional.empty())).containsExactly("acme/a", "acme/shown");
    assertThat(names(Optional.of(caller("max")))).containsExactly("acme/a", "lab/b", "acme/shown");
    assertThat(names(Optional.of(caller("max", "lab/*")))).containsExactly("lab/b");
    assertThat(names(Optional.of(withKey(caller("free", "acme/as*"), "mistral", true))))
        .containsExactly("acme/asleep");
  }

  /** In OpenAI's shape; the others must have the same. */
  private List<String> names(Optional<Caller> caller) throws IOException {
    var names = texts(read(models.openAi(caller)).get("data"), "id");
    assertThat(models.anthropic(caller)).extracting(AnthropicModel::id).isEqualTo(names);
    assertThat(models.gemini(caller)).extracting(GeminiModel::baseModelId).isEqualTo(names);
    return names;
  }

  @Test
  void theListIsAsItsRecordWouldBeWritten() throws IOException {
    var listed =
        KNOWN.stream()
            .filter(model -> model.name().owner().equals("lab"))
            .flatMap(model -> ListedModel.of(model, PLANS).stream())
            .map(OpenAiModel::of)
            .toList();
    assertThat(read(models.openAi(Optional.of(caller("max", "lab/*")))))
        .isEqualTo(JSON.readTree(JSON.writeValueAsString(ModelList.of(listed))));
    assertThat(read(models.openAi(Optional.of(caller("max", "none/*")))))
        .isEqualTo(JSON.readTree(JSON.writeValueAsString(ModelList.of(List.of()))));
  }

  @Test
  void aModelIsWrittenOnceHoweverManyAsk() {
    int before = written.get();

    var first = models.openAi(Optional.empty());
    IntStream.range(0, 100).forEach(i -> models.openAi(Optional.of(caller("max", "lab/*" + i))));

    assertThat(models.openAi(Optional.of(caller("free")))).isSameAs(first);
    assertThat(models.openAi(Optional.of(caller("no-such-plan")))).isSameAs(first);
    assertThat(models.openAi(Optional.of(caller("max")))).isNotSameAs(first);
    assertThat(written).hasValue(before);
  }

  @Test
  void theTagFollowsWhatIsListed() {
    var again = new PreparedModels(KNOWN, PLANS, REACH, this::write);
    assertThat(again.openAi(Optional.empty()).tag())
        .isEqualTo(models.openAi(Optional.empty()).tag())
        .isNotEqualTo(models.openAi(Optional.of(caller("max"))).tag());
  }

  @Test
  void pricesAreOfWhateverThePlatformRunsAndLists() throws IOException {
    var prices = read(models.prices()).get("models");
    assertThat(texts(prices, "model"))
        .containsExactly("acme/a", "lab/b", "acme/shown", "acme/queue-only");
    assertThat(texts(prices, "tier")).containsExactly("free", "max", "free", "free");
  }

  private String write(Object view) {
    written.incrementAndGet();
    try {
      return JSON.writeValueAsString(view);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static JsonNode read(ConditionalAnswer answer) throws IOException {
    return JSON.readTree(answer.body());
  }

  private static List<String> texts(JsonNode list, String field) {
    return StreamSupport.stream(list.spliterator(), false)
        .map(one -> one.get(field).asText())
        .toList();
  }
}
