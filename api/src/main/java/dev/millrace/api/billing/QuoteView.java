package dev.millrace.api.billing;

import dev.millrace.api.queue.Quoter.Quoted;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What an input would cost, as it goes out. */
public record QuoteView(
    @Schema(example = "local/echo") String endpoint,
    @Schema(example = "0.0001", description = "the most that it costs; what a submit holds")
        String amount,
    @Schema(example = "USD") String currency,
    @Schema(example = "per_request") String pricingMode,
    @Schema(
            enumeration = {"exact", "upper_bound"},
            description = "exact: it costs just that when it completes")
        String basis,
    @Schema(description = "names the card for GET /billing/rate-cards/{version}") String rateCard) {

  static QuoteView of(Quoted quoted) {
    var quote = quoted.quote();
    return new QuoteView(
        quoted.model().name().toString(),
        quote.amount().toString(),
        Currency.OURS,
        quoted.model().priced().mode(),
        quote.isExact() ? "exact" : "upper_bound",
        quote.rateCard());
  }
}
