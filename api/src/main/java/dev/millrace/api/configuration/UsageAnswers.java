package dev.millrace.api.configuration;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Answers about the use of configurations, in Runtype's shapes. */
final class UsageAnswers {
  private UsageAnswers() {}

  /**
   * How often the configurations of a model were followed.
   *
   * @param usageCount requests that are still known, counted up to 10,000 for each configuration
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  @Schema(name = "ModelConfigUse")
  record Use(
      String provider,
      String modelId,
      long usageCount,
      @Schema(nullable = true) String lastUsedAt) {}

  /**
   * Of all configurations.
   *
   * @param total the sum of the counts
   */
  @Schema(name = "ModelConfigUses")
  record Uses(List<Use> data, long total) {}

  /**
   * Of one configuration.
   *
   * @param recentUsage newest first, 50 at the most
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  @Schema(name = "ModelConfigUsage")
  record OfOne(
      Meta meta,
      Named modelConfig,
      long usageCount,
      @Schema(nullable = true) String lastUsedAt,
      List<Run> recentUsage) {}

  /** Where the figures come from. */
  @Schema(name = "ModelConfigUsageMeta")
  record Meta(String dataSource) {
    /** Each request is known by itself. */
    static final Meta REQUESTS = new Meta("requests");
  }

  @Schema(name = "ModelConfigName")
  record Named(String id, String displayName, String modelId, String provider) {}

  /**
   * A request that followed the configuration.
   *
   * @param estimatedCost in dollars: what was charged; for a request that the platform did not pay
   *     for, what it would be by the model's price of today, and null where that is not known
   * @param executionTime milliseconds that the provider worked; null until that is known
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  @Schema(name = "ModelConfigRun")
  record Run(
      String id,
      String timestamp,
      long promptTokens,
      long completionTokens,
      long totalTokens,
      @Schema(nullable = true) BigDecimal estimatedCost,
      @Schema(nullable = true) Long executionTime) {}
}
