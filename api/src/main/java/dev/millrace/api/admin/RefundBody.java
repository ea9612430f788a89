package dev.millrace.api.admin;

import dev.millrace.account.AccountId;
import dev.millrace.account.Posting;
import dev.millrace.api.billing.Amount;
import dev.millrace.api.billing.Currency;
import dev.millrace.api.http.fault.Refusal;
import dev.millrace.request.RequestId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Whose charge the operator gives back, how much of it, and why. */
public record RefundBody(
    @Schema(required = true, description = "the request that was charged") String requestId,
    @Schema(
            description =
                "a decimal above 0 and at most the charge, as a text or a number; the whole charge"
                    + " when absent",
            implementation = String.class)
        BigDecimal amount,
    @Schema(required = true, maxLength = Text.LONGEST_REASON) String reason,
    @Schema(description = "USD, which is the only one; may be left out") String currency) {

  Posting checked(AccountId account, Optional<String> idempotencyKey, Instant at) {
    Currency.check(currency);
    return Posting.refund(
        account,
        request(),
        Optional.ofNullable(amount).map(dollars -> Amount.positive("amount", dollars)),
        Text.reason(reason),
        idempotencyKey,
        at);
  }

  private RequestId request() {
    if (requestId == null) {
      throw Refusal.of("requestId", "required", "is required: the id of the request to refund");
    }
    return RequestId.parse(requestId)
        .orElseThrow(() -> Refusal.of("requestId", "pattern", "is not the id of a request"));
  }
}
