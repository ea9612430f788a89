package dev.millrace.api.http.limit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.limit.Level;
import dev.millrace.limit.Window;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How the limits of a plan on calls of models stand, in routing.run's words. */
@Schema(
    name = "UserRequests",
    description = "What was used is null, as its limit is, where the plan has no such limit.")
@JsonInclude(JsonInclude.Include.ALWAYS)
public record UserRequestsView(
    @JsonProperty("requests_used_today") @Schema(nullable = true) Long usedToday,
    @JsonProperty("requests_limit_today") @Schema(nullable = true) Long limitToday,
    @JsonProperty("requests_remaining") @Schema(nullable = true) Long remainingToday,
    @JsonProperty("requests_used_this_hour") @Schema(nullable = true) Long usedThisHour,
    @JsonProperty("requests_limit_this_hour") @Schema(nullable = true) Long limitThisHour,
    @JsonProperty("requests_remaining_this_hour") @Schema(nullable = true) Long remainingThisHour,
    @JsonProperty("requests_used_this_minute") @Schema(nullable = true) Long usedThisMinute,
    @JsonProperty("requests_limit_per_minute") @Schema(nullable = true) Long limitPerMinute,
    @JsonProperty("requests_remaining_this_minute") @Schema(nullable = true)
        Long remainingThisMinute,
    @JsonProperty("plan_tier") String planTier) {

  static UserRequestsView of(String plan, List<Level> levels) {
    var day = in(Window.DAY, levels);
    var hour = in(Window.HOUR, levels);
    var minute = in(Window.MINUTE, levels);
    return new UserRequestsView(
        day.map(Level::used).orElse(null),
        day.map(Level::limit).orElse(null),
        day.map(Level::remaining).orElse(null),
        hour.map(Level::used).orElse(null),
        hour.map(Level::limit).orElse(null),
        hour.map(Level::remaining).orElse(null),
        minute.map(Level::used).orElse(null),
        minute.map(Level::limit).orElse(null),
        minute.map(Level::remaining).orElse(null),
        plan);
  }

  /**
   * The same of the hour alone.
   *
   * @param limit null where the plan has none; then the others are null too
   */
  @Schema(name = "UserRequestsOfTheHour")
  @JsonInclude(JsonInclude.Include.ALWAYS)
  public record Hourly(
      @Schema(nullable = true) Long limit,
      @Schema(nullable = true) Long used,
      @Schema(nullable = true) Long remaining,
      @JsonProperty("plan_tier") String planTier) {

    static Hourly of(String plan, List<Level> levels) {
      var hour = in(Window.HOUR, levels);
      return new Hourly(
          hour.map(Level::limit).orElse(null),
          hour.map(Level::used).orElse(null),
          hour.map(Level::remaining).orElse(null),
          plan);
    }
  }

  private static Optional<Level> in(Window window, List<Level> levels) {
    return levels.stream().filter(level -> level.window() == window).findFirst();
  }
}
