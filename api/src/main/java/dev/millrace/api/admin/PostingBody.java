package dev.millrace.api.admin;

import dev.millrace.account.AccountId;
import dev.millrace.account.Posting;
import dev.millrace.api.billing.Amount;
import dev.millrace.api.billing.Currency;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What the operator gives or takes, and why. */
public record PostingBody(
    @Schema(
            required = true,
            description = "a decimal, as a text or a number; a credit's is above 0",
            implementation = String.class)
        BigDecimal amount,
    @Schema(required = true, maxLength = Text.LONGEST_REASON) String reason,
    @Schema(description = "USD, which is the only one; may be left out") String currency) {

  Posting credit(AccountId account, Optional<String> idempotencyKey, Instant at) {
    Currency.check(currency);
    return Posting.credit(
        account, Amount.positive("amount", amount), Text.reason(reason), idempotencyKey, at);
  }

  Posting adjustment(AccountId account, Optional<String> idempotencyKey, Instant at) {
    Currency.check(currency);
    return Posting.adjustment(
        account, Amount.signed("amount", amount), Text.reason(reason), idempotencyKey, at);
  }
}
