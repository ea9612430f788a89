package dev.millrace.api.billing;

import dev.millrace.account.SpendCap.Period;
import dev.millrace.api.http.fault.Refusal;
import dev.millrace.money.Money;
import java.math.BigDecimal;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A cap to be set. */
@Schema(name = "SpendCapBody")
public record CapBody(
    @Schema(description = "a key's id; left out for all keys of the account together") String key,
    @Schema(
            required = true,
            enumeration = {"day", "total"},
            description = "day: from midnight to midnight, UTC")
        String period,
    @Schema(
            required = true,
            example = "25.00",
            description = "a decimal, 0 or more, as a text or a number",
            implementation = String.class)
        BigDecimal amount,
    @Schema(enumeration = "USD", description = "USD, or left out") String currency) {

  /** What a body asks for; the key is not looked up yet. */
  record Asked(Optional<String> key, Period period, Money amount) {}

  Asked checked() {
    Currency.check(currency);
    if (period == null) {
      throw Refusal.of("period", "required", "is required: day or total");
    }
    return new Asked(
        Optional.ofNullable(key),
        Period.parse(period)
            .orElseThrow(() -> Refusal.of("period", "enum", "must be day or total")),
        Amount.required("amount", amount));
  }
}
