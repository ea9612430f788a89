package dev.millrace.api.configuration;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.millrace.configuration.OutputLimit;
import dev.millrace.configuration.SettingsCheck;
import dev.millrace.dialect.Dialects;
import dev.millrace.model.Model;
import dev.millrace.secret.ProviderNames;
import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What Runtype's shapes say of a model at a provider. Costs are null for models that are not
 * charged by tokens.
 *
 * @param creator who made the model, as the catalogue says; else its owner there
 * @param costPer1kTokens the mean of the two below
 * @param keyStatus {@code platform}, {@code custom} or {@code needs_setup}
 * @param maxOutputTokens null where nobody says
 * @param supportedResponseFormats of {@code text} and {@code json}
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
@Schema(name = "ModelTraits")
record Traits(
    String displayName,
    String creator,
    String creatorDisplayName,
    @Schema(nullable = true) BigDecimal costPer1kTokens,
    @Schema(nullable = true) BigDecimal inputCostPer1kTokens,
    @Schema(nullable = true) BigDecimal outputCostPer1kTokens,
    boolean supportsCustomKey,
    @Schema(enumeration = {"platform", "custom", "needs_setup"}) String keyStatus,
    @Schema(nullable = true) Long maxOutputTokens,
    boolean supportsStreaming,
    List<String> supportedResponseFormats,
    boolean supportsSearch,
    Thinking reasoningCapability) {
  private static final String SEARCH = "search";
  private static final String REASONING = "reasoning";

  /**
   * Whether and how a model reasons.
   *
   * @param supportsReasoningSummary whether its thoughts can be shown
   * @param googleThinkingMode {@code budget} for models that are told by tokens how much to think
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  @Schema(name = "ReasoningCapability")
  record Thinking(
      boolean supported,
      @Schema(nullable = true) String provider,
      boolean supportsReasoningSummary,
      @Schema(nullable = true) String googleThinkingMode) {
    static final Thinking NONE = new Thinking(false, null, false, null);

    private static Thinking of(Offer offer) {
      if (!offer.model().capabilities().contains(REASONING)) {
        return NONE;
      }
      var spoken = offer.routes().stream().flatMap(route -> Dialects.of(route).stream()).toList();
      boolean shows = spoken.stream().anyMatch(dialect -> !dialect.equals(Dialects.CHAT));
      return new Thinking(
          true, offer.provider(), shows, spoken.contains(Dialects.GEMINI) ? "budget" : null);
    }
  }

  static Traits of(Offer offer) {
    var model = offer.model();
    var costs = Costs.of(model);
    var creator = model.presentation().creator().orElse(model.name().owner());
    return new Traits(
        model.title(),
        creator,
        ProviderNames.shown(creator),
        costs.map(Costs::mean).orElse(null),
        costs.map(Costs::input).orElse(null),
        costs.map(Costs::output).orElse(null),
        offer.isRemote(),
        offer.status().word(),
        OutputLimit.of(model).orElse(null),
        model.capabilities().contains("streaming"),
        formats(model),
        searches(model),
        Thinking.of(offer));
  }

  /** Of a model that left the catalogue: what its name says. */
  static Traits unknown(String modelId) {
    var slash = modelId.indexOf('/');
    var owner = modelId.substring(0, Math.max(0, slash));
    return new Traits(
        modelId.substring(slash + 1),
        owner,
        ProviderNames.shown(owner),
        null,
        null,
        null,
        false,
        KeyStatus.NEEDS_SETUP.word(),
        null,
        false,
        List.of(),
        false,
        Thinking.NONE);
  }

  static boolean searches(Model model) {
    return model.capabilities().contains(SEARCH);
  }

  private static List<String> formats(Model model) {
    if (!model.capabilities().contains(Model.CHAT)) {
      return List.of();
    }
    var json = JsonNodeFactory.instance.objectNode().put("responseFormat", "json");
    return SettingsCheck.of(model, json).errors().isEmpty()
        ? List.of("text", "json")
        : List.of("text");
  }
}
