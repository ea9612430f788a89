package dev.millrace.money;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * What a model costs. Pure: the same input and usage give the same amounts for ever. An amount that
 * {@link Money} cannot hold is an {@link ArithmeticException}, never a wrong amount.
 *
 * <p>A quote covers what the input asks for and the model's limits allow. A provider that reports
 * more than that can bring a charge above its quote; whoever settles takes the smaller of charge
 * and hold.
 */
public sealed interface RateCard extends Tariff
    permits Free, PerRequest, PerOutput, PerSecond, PerOutputSecond, PerMegapixel, PerToken {
  /** Names this card with its rates; a charge keeps it. Two cards that differ have two versions. */
  default String version() {
    var canonical = new StringBuilder(mode());
    terms().forEach((name, value) -> canonical.append('\n').append(name).append('=').append(value));
    return mode() + "-" + Fingerprint.of(canonical.toString());
  }

  /** The pricing mode on the wire, such as {@code per_request}. */
  String mode();

  /**
   * All that the card says, in a fixed order, with amounts as plain decimals: for publication, and
   * for {@link #version()}.
   */
  SequencedMap<String, String> terms();

  /** Whether a completed request always costs its quote; otherwise the quote is an upper bound. */
  boolean isExact();

  /** What this input can cost when it may run for {@code runLimit}. */
  default Quote quote(JsonNode input, Duration runLimit) {
    return new Quote(atMost(input, runLimit), isExact(), version());
  }

  /** The most that this input can cost when it may run for {@code runLimit}. */
  Money atMost(JsonNode input, Duration runLimit);

  /** The tariff that a quote of this card named; empty when the name is of another card. */
  default Optional<Tariff> tariff(String rateCard) {
    return rateCard.equals(version()) ? Optional.of(this) : Optional.empty();
  }
}
