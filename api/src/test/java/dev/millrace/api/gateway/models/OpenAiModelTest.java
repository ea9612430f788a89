package dev.millrace.api.gateway.models;

import static dev.millrace.api.catalog.ReachOnPaper.PLANS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.catalog.ModelsOnPaper;
import dev.millrace.model.Model;
import dev.millrace.model.RouteKey;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OpenAiModelTest {
  @Test
  void whatTheCatalogueSaysOfAModelIsTold() {
    var listed = listed(ModelsOnPaper.presented(ModelsOnPaper.talker("lab/a", "openai"), false));

    var model = OpenAiModel.of(listed);
    assertThat(model.created()).isEqualTo(1_772_582_400);
    assertThat(model.tier()).isEqualTo("max");
    assertThat(model.limit()).isEqualTo(new OpenAiModel.Limit(200_000, 64_000L));
    assertThat(model.modalities())
        .isEqualTo(new OpenAiModel.Modalities(List.of("text", "audio"), List.of("audio")));
    assertThat(AnthropicModel.of(listed).createdAt()).isEqualTo("2026-03-04T00:00:00Z");
    assertThat(GeminiModel.of(listed).inputTokenLimit()).isEqualTo(200_000);
    assertThat(GeminiModel.of(listed).outputTokenLimit()).isEqualTo(64_000);
  }

  @Test
  void aModelOfWhichNothingIsSaidIsAsItsCapabilitiesSay() {
    var listed = listed(ModelsOnPaper.talker("acme/a", "openai"));

    var model = OpenAiModel.of(listed);
    assertThat(model.created()).isZero();
    assertThat(model.limit()).isEqualTo(new OpenAiModel.Limit(null, null));
    assertThat(model.modalities())
        .isEqualTo(new OpenAiModel.Modalities(List.of("text"), List.of("text")));
    assertThat(AnthropicModel.of(listed).createdAt()).isEqualTo("1970-01-01T00:00:00Z");
    assertThat(GeminiModel.of(listed).inputTokenLimit()).isNull();
  }

  @Test
  void aModelThatOnlyAnOwnKeyCanRunHasNoPlanAndNoPrice() {
    var model = OpenAiModel.of(listed(ModelsOnPaper.sleeper("acme/a", "openai")));

    assertThat(model.tier()).isNull();
    assertThat(model.pricing()).isNull();
  }

  @Test
  void theProvidersOfAModelAreNamedOnceInTheirOrder() {
    var model =
        ModelsOnPaper.of(
            "acme/a",
            Set.of(Model.CHAT),
            List.of(
                ModelsOnPaper.route("openai", RouteKey.OURS),
                ModelsOnPaper.route("azure", RouteKey.MISSING),
                ModelsOnPaper.route("openai", RouteKey.OURS)));

    var full = OpenAiModel.of(listed(model)).inFull(false, model);
    assertThat(full.providers()).containsExactly("openai", "azure");
    assertThat(full.allowed()).isFalse();
  }

  private static ListedModel listed(Model model) {
    return ListedModel.of(model, PLANS).orElseThrow();
  }
}
