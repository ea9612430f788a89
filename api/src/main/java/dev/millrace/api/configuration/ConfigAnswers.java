package dev.millrace.api.configuration;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Answers about model configurations, in Runtype's shapes. */
final class ConfigAnswers {
  private ConfigAnswers() {}

  @Schema(name = "ModelConfigs")
  record Several(List<ConfigView> data) {}

  @Schema(name = "ModelConfigDone")
  record Done(boolean success, String message, ConfigView data) {}

  @Schema(name = "ModelConfigDeleted")
  record Deleted(boolean success, String message) {}

  /**
   * A model at a provider.
   *
   * @param configured whether there is an enabled configuration of it
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  @Schema(name = "AvailableModel")
  record Available(
      String provider,
      String providerDisplayName,
      String modelId,
      String description,
      String category,
      List<String> tags,
      @JsonUnwrapped Traits traits,
      @JsonProperty("isConfigured") boolean configured) {}

  @Schema(name = "AvailableModelList")
  record Models(List<Available> data) {}

  /** A provider whose models search. */
  @Schema(name = "SearchProvider")
  record Provider(
      String provider, String providerDisplayName, String keyStatus, List<String> models) {}

  @Schema(name = "SearchProviders")
  record Providers(List<Provider> data) {}

  /**
   * A model that calls follow a configuration of.
   *
   * @param configs how many enabled configurations there are of it
   */
  @Schema(name = "ModelInUse")
  record InUse(String provider, String modelId, String displayName, int configs) {}

  @Schema(name = "ModelsInUse")
  record Used(List<InUse> data) {}

  /** A model at one of the providers of a group. */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  @Schema(name = "GroupedProvider")
  record GroupedProvider(
      String provider,
      String providerDisplayName,
      String modelId,
      @Schema(nullable = true) BigDecimal costPer1kTokens,
      @Schema(nullable = true) BigDecimal inputCostPer1kTokens,
      @Schema(nullable = true) BigDecimal outputCostPer1kTokens,
      boolean hasPlatformKey,
      String keyStatus) {}

  /** A configuration, by its name. */
  @Schema(name = "ConfiguredModel")
  record Configured(String id, String modelId, String provider) {}

  /**
   * One model, wherever it is to be had.
   *
   * @param contextLength the largest of its offers; null where nobody says
   * @param maxOutputTokens likewise
   * @param lowestCost the least {@code costPer1kTokens} of its providers; null when none has one
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  @Schema(name = "ModelGroup")
  record Group(
      String baseModel,
      String displayName,
      String creator,
      String creatorDisplayName,
      List<String> tags,
      @Schema(nullable = true) Long contextLength,
      @Schema(nullable = true) Long maxOutputTokens,
      List<GroupedProvider> providers,
      @Schema(nullable = true) BigDecimal lowestCost,
      @JsonProperty("isConfigured") boolean configured,
      List<String> configuredProviders,
      List<Configured> configuredConfigs) {}

  @Schema(name = "ModelGroups")
  record Groups(List<Group> data) {}
}
