package dev.millrace.api.billing;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.money.RateCard;
import java.time.Instant;
import java.util.SequencedMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A rate card, as it goes out. It never changes.
 *
 * @param price all that the card says, as a catalogue writes it
 * @param terms the same, flat: what its version is made of
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RateCardView(
    @Schema(description = "as quotes and entries name it: the version, and its variant if any")
        String rateCard,
    String version,
    @Schema(description = "which of the card's variants; absent when none") String variant,
    @Schema(example = "per_token") String pricingMode,
    String currency,
    @Schema(implementation = Object.class) ObjectNode price,
    SequencedMap<String, String> terms,
    @Schema(description = "when the catalogue first had it") Instant since) {

  static RateCardView of(String rateCard, RateCard card, Instant since) {
    var version = card.version();
    return new RateCardView(
        rateCard,
        version,
        rateCard.equals(version) ? null : rateCard.substring(version.length() + 1),
        card.mode(),
        Currency.OURS,
        card.price(),
        card.terms(),
        since);
  }
}
