package dev.millrace.api.keys;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.millrace.account.KeyCaps;
import dev.millrace.money.Money;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a key may spend, in decimal dollars; null: no cap of its own. */
@Schema(name = "KeySpendCaps")
@JsonInclude(JsonInclude.Include.ALWAYS)
public record CapsView(
    @Schema(nullable = true, examples = "25.00") String day,
    @Schema(nullable = true, examples = "500") String total) {
  static CapsView of(KeyCaps caps) {
    return new CapsView(
        caps.day().map(Money::toString).orElse(null),
        caps.total().map(Money::toString).orElse(null));
  }
}
