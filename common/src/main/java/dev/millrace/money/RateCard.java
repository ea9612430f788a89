package dev.millrace.money;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/** What a model costs. Pure: the same input and usage give the same amounts for ever. */
public interface RateCard {
  /** Names this card with its rates; a charge keeps it. Two cards that differ have two versions. */
  String version();

  /** The pricing mode on the wire, such as {@code per_request}. */
  String mode();

  /** The most that this input can cost when it may run for {@code runLimit}. */
  Money quote(JsonNode input, Duration runLimit);

  /** What a completed request costs. Rounded once, half-up. */
  Money charge(JsonNode input, Usage usage);
}
