package dev.millrace.api.keys;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.millrace.account.Limits;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A key's own limits, beside those of its plan; null: none. */
@Schema(name = "KeyLimits")
@JsonInclude(JsonInclude.Include.ALWAYS)
public record LimitsView(
    Long requestsPerMinute,
    Long requestsPerHour,
    Long requestsPerDay,
    Long tokensPerMinute,
    Integer concurrentRequests) {
  static LimitsView of(Limits limits) {
    return new LimitsView(
        limits.perMinute().orElse(null),
        limits.perHour().orElse(null),
        limits.perDay().orElse(null),
        limits.tokensPerMinute().orElse(null),
        limits.atOnce().orElse(null));
  }
}
