package dev.millrace.api.gateway.models;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.millrace.model.Face;
import dev.millrace.model.Model;
import java.util.List;

/** A model as Gemini's clients know it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record GeminiModel(
    String name,
    String baseModelId,
    String version,
    String displayName,
    String description,
    Long outputTokenLimit,
    List<String> supportedGenerationMethods) {

  static GeminiModel of(Model model, Trait trait) {
    var limit = Trait.outputLimit(model);
    return new GeminiModel(
        "models/" + model.name(),
        model.name().toString(),
        "1",
        model.title(),
        model.description(),
        limit.isPresent() ? limit.getAsLong() : null,
        methods(model, trait));
  }

  private static List<String> methods(Model model, Trait trait) {
    return switch (trait) {
      case CHAT ->
          model.answersOn(Face.GEMINI)
              ? List.of("generateContent", "streamGenerateContent", "countTokens")
              : List.of();
      case EMBEDDINGS -> List.of("embedContent", "batchEmbedContents");
      case IMAGES -> List.of();
    };
  }
}
