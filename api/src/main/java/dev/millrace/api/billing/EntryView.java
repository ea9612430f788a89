package dev.millrace.api.billing;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.millrace.account.LedgerEntry;
import dev.millrace.request.RequestId;
import java.util.Locale;

/**
 * One movement of money, as it goes out.
 *
 * @param amount signed; "0" for a release
 * @param released the hold that ended with a charge or a release; "0" for all else
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record EntryView(
    String id,
    String at,
    String kind,
    String amount,
    String released,
    String requestId,
    String rateCard,
    String reason) {

  public static EntryView of(LedgerEntry entry) {
    return new EntryView(
        Long.toString(entry.id()),
        entry.at().toString(),
        entry.kind().name().toLowerCase(Locale.ROOT),
        entry.amount().toString(),
        entry.released().toString(),
        entry.request().map(RequestId::toString).orElse(null),
        entry.rateCard().orElse(null),
        entry.reason());
  }
}
