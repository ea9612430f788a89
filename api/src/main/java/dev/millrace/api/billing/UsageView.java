package dev.millrace.api.billing;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.millrace.account.UsageSummary;
import dev.millrace.account.UsageTally;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What an account used over some days, as it goes out. Days are of UTC. */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record UsageView(
    @Schema(example = "7d") String period,
    LocalDate from,
    LocalDate to,
    @Schema(example = "1.25", description = "a decimal of US dollars") String totalSpent,
    @Schema(description = "the same: there is nothing else to spend on") String serverlessSpent,
    String currency,
    @Schema(description = "requests that ended in these days, whichever way") long requestCount,
    @Schema(
            example = "98.5",
            description =
                "percent of those that completed, with one decimal; 0 when none has ended")
        BigDecimal successRate,
    @Schema(description = "up to ten, dearest first") List<TopModel> topModels,
    List<OfDay> byDay,
    @Schema(description = "up to 100, dearest first") List<OfModel> byModel,
    @Schema(description = "up to 100, dearest first") List<OfKey> byKey,
    Statuses byStatus,
    long inputTokens,
    long outputTokens) {
  private static final int TOP = 10;

  /** How many ended which way. */
  @Schema(name = "UsageByStatus")
  public record Statuses(long completed, long failed, long cancelled) {}

  /** One of those on which most was spent. */
  @Schema(name = "TopModel")
  public record TopModel(String modelEndpoint, long count, String totalCost) {}

  /** What a part of the usage came to. */
  @Schema(name = "Usage")
  public record Tally(
      long count,
      long completed,
      long failed,
      long cancelled,
      String totalCost,
      long inputTokens,
      long outputTokens) {
    private static Tally of(UsageTally tally) {
      return new Tally(
          tally.ended(),
          tally.completed(),
          tally.failed(),
          tally.cancelled(),
          tally.charged().toString(),
          tally.inputTokens(),
          tally.outputTokens());
    }
  }

  /** One day of usage; days without any are left out. */
  @Schema(name = "UsageByDay")
  public record OfDay(LocalDate day, @JsonUnwrapped Tally usage) {}

  /** One model's usage. */
  @Schema(name = "UsageByModel")
  public record OfModel(String modelEndpoint, @JsonUnwrapped Tally usage) {}

  /** One key's usage; without an id it is of requests whose key is not known. */
  @Schema(name = "UsageByKey")
  @JsonInclude(JsonInclude.Include.ALWAYS)
  public record OfKey(UUID key, String name, String hint, @JsonUnwrapped Tally usage) {}

  static UsageView of(UsageDays days, UsageSummary summary) {
    var total = summary.total();
    return new UsageView(
        days.count() + "d",
        days.first(),
        days.last(),
        total.charged().toString(),
        total.charged().toString(),
        Currency.OURS,
        total.ended(),
        successRate(total),
        summary.byModel().stream().limit(TOP).map(UsageView::top).toList(),
        summary.byDay().stream().map(d -> new OfDay(d.day(), Tally.of(d.tally()))).toList(),
        summary.byModel().stream()
            .map(m -> new OfModel(m.model().toString(), Tally.of(m.tally())))
            .toList(),
        summary.byKey().stream().map(UsageView::ofKey).toList(),
        new Statuses(total.completed(), total.failed(), total.cancelled()),
        total.inputTokens(),
        total.outputTokens());
  }

  private static TopModel top(UsageSummary.OfModel model) {
    var tally = model.tally();
    return new TopModel(model.model().toString(), tally.ended(), tally.charged().toString());
  }

  private static OfKey ofKey(UsageSummary.OfKey key) {
    return new OfKey(
        key.key().orElse(null),
        key.name().orElse(null),
        key.hint().orElse(null),
        Tally.of(key.tally()));
  }

  /** Rounded down: 100.0 means that nothing failed. */
  private static BigDecimal successRate(UsageTally total) {
    return total.ended() == 0
        ? BigDecimal.ZERO.setScale(1)
        : BigDecimal.valueOf(total.completed())
            .movePointRight(2)
            .divide(BigDecimal.valueOf(total.ended()), 1, RoundingMode.DOWN);
  }
}
