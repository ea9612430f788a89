package dev.millrace.model.yaml;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.money.Asked;
import dev.millrace.money.Free;
import dev.millrace.money.PerMegapixel;
import dev.millrace.money.PerOutput;
import dev.millrace.money.PerOutputSecond;
import dev.millrace.money.PerRequest;
import dev.millrace.money.PerSecond;
import dev.millrace.money.PerToken;
import dev.millrace.money.Rate;
import dev.millrace.money.RateCard;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a model's price. What is missing or wrong is noted and read as a harmless stand-in, so that
 * one reading finds every problem; a card with problems is never handed out.
 *
 * @param price the element
 * @param inputSchema what the price's pointers point into
 */
record PriceReader(Element price, JsonNode inputSchema) {
  private static final String MODES =
      "free, per_request, per_output, per_second, per_output_second, per_megapixel, per_token";
  private static final Rate ANY_RATE = Rate.of("1");
  private static final Asked ANY_COUNT = Asked.of("/any", 1, 1);

  Optional<RateCard> read() {
    int before = price.problems().count();
    if (!price.value().isObject()) {
      return price.refused("must be an object with a mode: " + MODES);
    }
    var card = price.required("mode").flatMap(this::read);
    return price.problems().count() == before ? card : Optional.empty();
  }

  private Optional<RateCard> read(Element mode) {
    try {
      return switch (mode.value().asText()) {
        case "free" -> card(new Free());
        case "per_request" -> card(new PerRequest(amount()), "amount");
        case "per_output" -> card(new PerOutput(amount(), asked("outputs")), "amount", "outputs");
        case "per_second" -> card(new PerSecond(amount()), "amount");
        case "per_output_second" ->
            card(new PerOutputSecond(amount(), asked("seconds")), "amount", "seconds");
        case "per_megapixel" -> card(perMegapixel(), "amount", "width", "height", "outputs");
        case "per_token" ->
            card(
                perToken(),
                "input",
                "cached_input",
                "cache_write",
                "output",
                "reasoning",
                "output_limit");
        default -> mode.refused("must be one of " + MODES);
      };
    } catch (IllegalArgumentException e) {
      return price.refused("is refused: " + e.getMessage());
    }
  }

  /** The card, when the price has no other fields than these. */
  private Optional<RateCard> card(RateCard card, String... fields) {
    var known = new HashSet<>(Set.of(fields));
    known.add("mode");
    return price.isObjectOf(known) ? Optional.of(card) : Optional.empty();
  }

  private RateCard perMegapixel() {
    return new PerMegapixel(amount(), asked("width"), asked("height"), asked("outputs"));
  }

  private RateCard perToken() {
    var input = rate("input", Rate.ZERO);
    var output = rate("output", Rate.ZERO);
    return new PerToken(
        input,
        rate("cached_input", input),
        rate("cache_write", input),
        output,
        rate("reasoning", output),
        price.optional("output_limit").map(this::asked));
  }

  private Rate amount() {
    return price.required("amount").map(PriceReader::rate).orElse(ANY_RATE);
  }

  private Rate rate(String name, Rate standard) {
    return price.optional(name).map(PriceReader::rate).orElse(standard);
  }

  private static Rate rate(Element element) {
    try {
      return element.number().map(Rate::new).orElse(ANY_RATE);
    } catch (IllegalArgumentException e) {
      element.refuse("is refused: " + e.getMessage());
      return ANY_RATE;
    }
  }

  private Asked asked(String name) {
    return price.required(name).map(this::asked).orElse(ANY_COUNT);
  }

  private Asked asked(Element element) {
    if (!element.isObjectOf(Set.of("pointer", "default", "maximum"))) {
      return ANY_COUNT;
    }
    try {
      return new Asked(
          element.required("pointer").flatMap(this::pointer).orElse(ANY_COUNT.pointer()),
          element.required("default").flatMap(Element::number).orElse(BigDecimal.ONE),
          element
              .required("maximum")
              .flatMap(Element::number)
              .orElse(BigDecimal.valueOf(1_000_000)));
    } catch (IllegalArgumentException e) {
      element.refuse("is refused: " + e.getMessage());
      return ANY_COUNT;
    }
  }

  private Optional<JsonPointer> pointer(Element element) {
    var text = element.text().orElse("/");
    if (!text.matches("(/[^/~]+)+")) {
      return element.refused("must be a JSON pointer into the input, such as /num_outputs");
    }
    var pointer = JsonPointer.compile(text);
    return SchemaReader.mayHave(inputSchema, pointer)
        ? Optional.of(pointer)
        : element.refused("points at what the input schema does not have");
  }
}
