package dev.millrace.api.catalog.runner;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.api.catalog.Presented;
import dev.millrace.model.Face;
import dev.millrace.model.Model;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A model as ModelRunner's clients know it, every field there, {@code null} included.
 *
 * @param id its endpoint: there are no other ids here
 * @param name for people
 * @param schema what goes in and what comes out
 * @param pricingMode null for a model without a price
 * @param averageCost what every call costs, in dollars; null where that depends on the call
 * @param providerRequestConfig null for what is no chat
 * @param createdAt when the model was released; null when the catalogue does not say
 * @param updatedAt always null: a file does not say since when a model stands in it as it does
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
@Schema(name = "CatalogueModel")
record ModelView(
    @Schema(description = "owner/alias") String id,
    String ownerName,
    String alias,
    String name,
    String category,
    String shortDescription,
    String description,
    String thumbnailUrl,
    List<String> tags,
    List<String> useCases,
    List<String> inputModalities,
    List<String> outputModalities,
    List<String> capabilities,
    List<String> features,
    Schemas schema,
    @Schema(example = "per_token") String pricingMode,
    @Schema(example = "0.04", description = "Dollars; null where calls differ") String averageCost,
    boolean official,
    boolean featured,
    @Schema(description = "Ids of public requests") List<String> examples,
    Integer contextWindow,
    Long maxOutputTokens,
    ApiType providerRequestConfig,
    String createdAt,
    String updatedAt) {

  /** JSON Schemas of draft 2020-12. */
  @Schema(name = "CatalogueSchemas")
  record Schemas(
      @Schema(implementation = Object.class) JsonNode input,
      @Schema(implementation = Object.class) JsonNode output) {}

  /** In which protocol it can be called beside the queue. */
  @Schema(name = "ProviderRequestConfig")
  record ApiType(@Schema(example = "chat_completions") String apiType) {}

  static ModelView of(Model model) {
    var said = model.presentation();
    var shown = Presented.of(model);
    var price = model.price().map(RunnerPrice::of);
    return new ModelView(
        model.name().toString(),
        model.name().owner(),
        model.name().alias(),
        model.title(),
        model.category(),
        said.shortDescription(),
        model.description(),
        said.thumbnail().orElse(null),
        model.tags(),
        said.useCases(),
        shown.input(),
        shown.output(),
        model.capabilities().stream().sorted().toList(),
        said.features(),
        new Schemas(model.inputSchema().document(), model.outputSchema().document()),
        price.map(RunnerPrice::mode).orElse(null),
        price.flatMap(RunnerPrice::each).orElse(null),
        said.official(),
        said.featured(),
        said.examples(),
        number(said.contextWindow()),
        number(shown.outputLimit()),
        model.answersOn(Face.CHAT) ? new ApiType("chat_completions") : null,
        shown.released().map(Instant::toString).orElse(null),
        null);
  }

  private static Integer number(OptionalInt number) {
    return number.isPresent() ? number.getAsInt() : null;
  }

  private static Long number(OptionalLong number) {
    return number.isPresent() ? number.getAsLong() : null;
  }
}
