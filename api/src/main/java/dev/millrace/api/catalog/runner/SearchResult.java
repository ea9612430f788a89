package dev.millrace.api.catalog.runner;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A model that was found, as ModelRunner's clients know it.
 *
 * @param type always {@code model}: there is nothing else to find
 * @param rootModel what it is one of several ways to; null when it is none
 * @param defaultBaseModel always null: only wrappers of ModelRunner have one
 * @param pricing null for a model without a price
 * @param score how well it fits, above 0 and at most 1
 * @param matchedOn where: name, tags, description
 * @param collections always empty: there are none
 * @param examplePrompts always empty: examples are requests
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
@Schema(name = "SearchResult")
record SearchResult(
    String type,
    @Schema(description = "owner/alias") String endpoint,
    String name,
    String shortDescription,
    String category,
    List<String> tags,
    List<String> useCases,
    List<String> inputModalities,
    List<String> outputModalities,
    List<String> capabilities,
    String thumbnailUrl,
    String rootModel,
    String defaultBaseModel,
    Pricing pricing,
    double score,
    List<String> matchedOn,
    List<String> collections,
    List<String> examplePrompts) {
  private static final double MOST_POINTS = 100.0;

  /**
   * In short.
   *
   * @param averageCost what every call costs, in dollars; null where calls differ
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  @Schema(name = "SearchPricing")
  record Pricing(String mode, String averageCost) {
    static Pricing of(RunnerPrice price) {
      return new Pricing(price.mode(), price.each().orElse(null));
    }
  }

  static SearchResult of(Hit hit) {
    var model = hit.shelved().model();
    var said = model.presentation();
    var shown = hit.shelved().shown();
    return new SearchResult(
        "model",
        model.name().toString(),
        model.title(),
        said.shortDescription(),
        model.category(),
        model.tags(),
        said.useCases(),
        shown.input(),
        shown.output(),
        model.capabilities().stream().sorted().toList(),
        said.thumbnail().orElse(null),
        said.baseModel().orElse(null),
        null,
        model.price().map(RunnerPrice::of).map(Pricing::of).orElse(null),
        hit.points() / MOST_POINTS,
        hit.places().stream().map(Place::word).toList(),
        List.of(),
        List.of());
  }
}
