package dev.millrace.api.admin;

import dev.millrace.account.AccountId;
import dev.millrace.account.ApiKey;
import dev.millrace.account.NewAccount;
import dev.millrace.api.billing.Amount;
import dev.millrace.api.billing.Currency;
import java.math.BigDecimal;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What the operator says about an account to be opened. */
public record NewAccountBody(
    @Schema(required = true, maxLength = 200) String name,
    @Schema(description = "free when absent", maxLength = 64) String plan,
    @Schema(
            description = "a decimal, as a text or a number; 0 when absent",
            implementation = String.class)
        BigDecimal credit,
    @Schema(description = "USD, which is the only one; may be left out") String currency) {
  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_PLAN = 64;

  NewAccount checked(AccountId id, ApiKey key, Instant at) {
    Currency.check(currency);
    return new NewAccount(
        id,
        Text.required("name", name, LONGEST_NAME),
        Text.orElse("plan", plan, "free", LONGEST_PLAN),
        Amount.orZero("credit", credit),
        key,
        at);
  }
}
