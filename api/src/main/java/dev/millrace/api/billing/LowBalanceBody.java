package dev.millrace.api.billing;

import dev.millrace.api.http.fault.Refusal;
import dev.millrace.money.Money;
import java.math.BigDecimal;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** When an account's owner wants to be told, and where. */
public record LowBalanceBody(
    @Schema(
            required = true,
            example = "5.00",
            description = "a decimal above 0, as a text or a number",
            implementation = String.class)
        BigDecimal threshold,
    @Schema(required = true, example = "https://example.com/balance", maxLength = 2048)
        String webhook,
    @Schema(enumeration = "USD", description = "USD, or left out") String currency) {

  /** What a body asks for, with an address that was not looked at yet. */
  record Asked(Money threshold, String url) {}

  Asked checked() {
    Currency.check(currency);
    var asked = Amount.positive("threshold", threshold);
    if (webhook == null || webhook.isBlank()) {
      throw Refusal.of("webhook", "required", "is required: the https address to call");
    }
    return new Asked(asked, webhook);
  }
}
