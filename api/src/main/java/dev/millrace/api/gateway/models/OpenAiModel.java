package dev.millrace.api.gateway.models;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.model.Face;
import dev.millrace.model.Model;
import dev.millrace.model.Route;
import dev.millrace.money.RateCard;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A model as OpenAI's clients know it, and what else there is to know.
 *
 * @param created the day of its release, in seconds; 0 when the catalogue does not say
 * @param tier left out when no plan lets it be called, but only a provider key of one's own
 * @param pricing what we take; left out when there is no price, and for models that only a provider
 *     key of one's own can run
 * @param allowed whether this caller can call it; left out of lists, which have only such
 * @param providers where it may be run, first choice first; left out of lists
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Model", description = "A model, as OpenAI's clients know it, and more")
record OpenAiModel(
    String id,
    @Schema(description = "Always model") String object,
    long created,
    @JsonProperty("owned_by") String ownedBy,
    @Schema(description = "The plan from which on it can be called") String tier,
    String name,
    String description,
    Modalities modalities,
    Limit limit,
    @Schema(description = "chat, embeddings or images") String capability,
    List<String> capabilities,
    @Schema(description = "Where it holds conversations") List<String> faces,
    Pricing pricing,
    Boolean allowed,
    List<String> providers) {

  record Modalities(List<String> input, List<String> output) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Limit(
      @Schema(description = "Tokens that it reads and writes together") Integer context,
      @Schema(description = "Tokens of an answer") Long output) {
    static Limit of(ListedModel listed) {
      var window = listed.known().presentation().contextWindow();
      var output = listed.shown().outputLimit();
      return new Limit(
          window.isPresent() ? window.getAsInt() : null,
          output.isPresent() ? output.getAsLong() : null);
    }
  }

  /**
   * What it costs.
   *
   * @param price all that its card says, as a catalogue writes it
   */
  @Schema(name = "ModelPricing")
  record Pricing(
      String currency,
      String rateCard,
      String mode,
      @Schema(implementation = Object.class) ObjectNode price) {
    static Pricing of(RateCard card) {
      return new Pricing("USD", card.version(), card.mode(), card.price());
    }
  }

  /** As a list has it. */
  static OpenAiModel of(ListedModel listed) {
    var model = listed.known();
    return new OpenAiModel(
        model.name().toString(),
        "model",
        listed.created(),
        model.name().owner(),
        listed.tier().orElse(null),
        model.title(),
        model.description(),
        new Modalities(listed.shown().input(), listed.shown().output()),
        Limit.of(listed),
        listed.trait().word(),
        model.capabilities().stream().sorted().toList(),
        Stream.of(Face.values()).filter(model::answersOn).map(Face::word).toList(),
        listed.awake().flatMap(Model::price).map(Pricing::of).orElse(null),
        null,
        null);
  }

  /** The same with what only a look at one model shows. */
  OpenAiModel inFull(boolean isAllowed, Model model) {
    return new OpenAiModel(
        id,
        object,
        created,
        ownedBy,
        tier,
        name,
        description,
        modalities,
        limit,
        capability,
        capabilities,
        faces,
        pricing,
        isAllowed,
        model.routes().stream().map(Route::provider).distinct().toList());
  }
}
