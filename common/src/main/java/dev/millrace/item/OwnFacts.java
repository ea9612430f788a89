package dev.millrace.item;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.millrace.money.Money;
import java.util.Optional;

/**
 * What of a request is for its owner alone.
 *
 * @param totalPrice what was charged, in US dollars
 * @param metadata the owner's labels
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OwnFacts(String totalPrice, @JsonRawValue String metadata) {

  public static OwnFacts of(Money charged, Optional<String> metadata) {
    return new OwnFacts(charged.toString(), metadata.orElse(null));
  }

  /** Before anything can be charged. */
  public static OwnFacts unpriced(Optional<String> metadata) {
    return new OwnFacts(null, metadata.orElse(null));
  }
}
