package dev.millrace.api.admin;

import dev.millrace.account.AccountId;
import dev.millrace.account.Credit;
import dev.millrace.api.billing.Amount;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What the operator gives, and why. */
public record CreditBody(
    @Schema(
            required = true,
            description = "a decimal above 0, as a text or a number",
            implementation = String.class)
        BigDecimal amount,
    @Schema(required = true, maxLength = 500) String reason) {
  private static final int LONGEST_REASON = 500;

  Credit checked(AccountId account, Optional<String> idempotencyKey, Instant at) {
    return new Credit(
        account,
        Amount.positive("amount", amount),
        Text.required("reason", reason, LONGEST_REASON),
        idempotencyKey,
        at);
  }
}
