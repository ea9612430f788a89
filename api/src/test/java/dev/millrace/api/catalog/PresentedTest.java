package dev.millrace.api.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.millrace.model.JsonSchema;
import dev.millrace.model.Model;
import dev.millrace.model.ModelName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PresentedTest {
  @Test
  void aCategorySaysWhatGoesInAndWhatComesOut() {
    var shown = Presented.of(model("image-to-image", Set.of(Model.IMAGES)));

    assertThat(shown.input()).containsExactly("image");
    assertThat(shown.output()).containsExactly("image");
  }

  @Test
  void whereTheCategoryIsSilentTheCapabilitiesSpeak() {
    assertThat(Presented.of(model("chat", Set.of(Model.CHAT, "vision"))).input())
        .containsExactly("text", "image");
    assertThat(Presented.of(model("x-to-y", Set.of(Model.EMBEDDINGS))).output())
        .containsExactly("embedding");
  }

  @Test
  void ofAModelThatSaysNothingNothingIsMadeUp() {
    var shown = Presented.of(model("test", Set.of()));

    assertThat(shown.input()).isEmpty();
    assertThat(shown.output()).isEmpty();
    assertThat(shown.outputLimit()).isEmpty();
    assertThat(shown.released()).isEmpty();
  }

  @Test
  void whatTheCatalogueSaysCountsMost() {
    var shown = Presented.of(ModelsOnPaper.presented(model("text-to-image", Set.of()), false));

    assertThat(shown.output()).containsExactly("audio");
    assertThat(shown.outputLimit()).hasValue(64_000);
    assertThat(shown.released()).hasValue(Instant.parse("2026-03-04T00:00:00Z"));
  }

  private static Model model(String category, Set<String> capabilities) {
    var schema = JsonSchema.of(JsonNodeFactory.instance.objectNode());
    return new Model(
        ModelName.parse("acme/a").orElseThrow(),
        "A",
        "",
        category,
        List.of(),
        schema,
        schema,
        capabilities,
        Optional.empty(),
        Duration.ofSeconds(1),
        1,
        List.of());
  }
}
