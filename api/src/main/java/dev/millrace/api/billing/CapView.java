package dev.millrace.api.billing;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.millrace.account.SpendCap;
import dev.millrace.account.SpendCap.Period;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A cap as it stands now, as it goes out. Amounts are decimal texts.
 *
 * @param key null for all keys of the account together
 * @param resetsAt when a daily cap begins anew; null for a total one
 */
@Schema(name = "SpendCap")
@JsonInclude(JsonInclude.Include.ALWAYS)
public record CapView(
    UUID key,
    @Schema(enumeration = {"day", "total"}) String period,
    String amount,
    @Schema(description = "what was charged in the period") String spent,
    @Schema(description = "what is under way may still cost that") String held,
    @Schema(description = "what a new request may cost at the most") String left,
    String currency,
    Instant resetsAt) {

  static CapView of(SpendCap cap) {
    return new CapView(
        cap.key().orElse(null),
        cap.period().word(),
        cap.amount().toString(),
        cap.spent().toString(),
        cap.held().toString(),
        cap.left().toString(),
        Currency.OURS,
        cap.period() == Period.DAY
            ? cap.spentOn().plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant()
            : null);
  }
}
