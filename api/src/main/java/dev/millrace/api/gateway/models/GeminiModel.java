package dev.millrace.api.gateway.models;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.millrace.model.Face;
import java.util.List;

/** A model as Gemini's clients know it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record GeminiModel(
    String name,
    String baseModelId,
    String version,
    String displayName,
    String description,
    Integer inputTokenLimit,
    Long outputTokenLimit,
    List<String> supportedGenerationMethods) {

  static GeminiModel of(ListedModel listed) {
    var model = listed.known();
    var window = model.presentation().contextWindow();
    var limit = listed.shown().outputLimit();
    return new GeminiModel(
        "models/" + model.name(),
        model.name().toString(),
        "1",
        model.title(),
        model.description(),
        window.isPresent() ? window.getAsInt() : null,
        limit.isPresent() ? limit.getAsLong() : null,
        methods(listed));
  }

  private static List<String> methods(ListedModel listed) {
    return switch (listed.trait()) {
      case CHAT ->
          listed.known().answersOn(Face.GEMINI)
              ? List.of("generateContent", "streamGenerateContent", "countTokens")
              : List.of();
      case EMBEDDINGS -> List.of("embedContent", "batchEmbedContents");
      case IMAGES -> List.of();
    };
  }
}
