package dev.millrace.api.billing;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.millrace.webhook.BalanceAlert;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A low-balance alert, as it goes out.
 *
 * @param lastNotice of the latest crossing; null when there was none
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record LowBalanceView(
    String threshold,
    String webhook,
    String currency,
    @Schema(
            description =
                "whether a balance below the threshold is told next; false: it was told, and the"
                    + " balance has not risen since")
        boolean armed,
    Notice lastNotice) {

  /** How the telling of a crossing went. */
  @Schema(name = "LowBalanceNotice")
  @JsonInclude(JsonInclude.Include.ALWAYS)
  public record Notice(
      Instant at,
      String balance,
      @Schema(enumeration = {"pending", "delivering", "delivered", "failed"}) String status,
      int attempts,
      Instant nextAttemptAt,
      Integer lastResponseStatus,
      String lastError,
      Instant deliveredAt) {

    private static Notice of(BalanceAlert.Notice notice) {
      var response = notice.lastResponseStatus();
      return new Notice(
          notice.at(),
          notice.balance().toString(),
          notice.status().word(),
          notice.attempts(),
          notice.nextAttemptAt().orElse(null),
          response.isPresent() ? response.getAsInt() : null,
          notice.lastError().orElse(null),
          notice.deliveredAt().orElse(null));
    }
  }

  static LowBalanceView of(BalanceAlert alert) {
    return new LowBalanceView(
        alert.threshold().toString(),
        alert.url(),
        Currency.OURS,
        alert.armed(),
        alert.latest().map(Notice::of).orElse(null));
  }
}
