package dev.millrace.provider.httpasync;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.money.Medium;
import dev.millrace.provider.settings.SettingsReader;
import dev.millrace.request.DataUrl;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Where the upstream says how large each output is, and how long it plays. Outputs that carry their
 * bytes are left out: those are measured.
 *
 * @param width in pixels, from each output
 * @param height in pixels, from each output
 * @param duration in seconds, from each output
 */
record Measures(
    Optional<JsonPointer> width, Optional<JsonPointer> height, Optional<JsonPointer> duration) {
  private static final int MOST = 1000;

  static Measures read(SettingsReader reader) {
    return new Measures(
        reader.optionalPointer("width_at"),
        reader.optionalPointer("height_at"),
        reader.optionalPointer("duration_at"));
  }

  /**
   * The outputs of which the reply says something.
   *
   * @param outputs a list of them, or the only one
   */
  List<Medium> of(JsonNode outputs) {
    return each(outputs)
        .filter(output -> !DataUrl.isIn(output))
        .limit(MOST)
        .map(this::medium)
        .filter(medium -> !medium.equals(Medium.UNKNOWN))
        .toList();
  }

  private static Stream<JsonNode> each(JsonNode outputs) {
    return outputs.isArray()
        ? StreamSupport.stream(outputs.spliterator(), false)
        : Stream.of(outputs);
  }

  private Medium medium(JsonNode output) {
    return new Medium(side(output, width), side(output, height), seconds(output));
  }

  private static int side(JsonNode output, Optional<JsonPointer> at) {
    var side = number(output, at, BigDecimal.valueOf(Medium.LONGEST_SIDE));
    return side.setScale(0, RoundingMode.DOWN).intValueExact();
  }

  private BigDecimal seconds(JsonNode output) {
    var seconds = number(output, duration, Medium.LONGEST);
    return seconds.scale() <= Medium.FINEST_SCALE
        ? seconds
        : seconds.setScale(Medium.FINEST_SCALE, RoundingMode.DOWN);
  }

  /** Zero when the reply does not say it, or says what cannot be. */
  private static BigDecimal number(JsonNode output, Optional<JsonPointer> at, BigDecimal maximum) {
    return at.map(output::at)
        .flatMap(Numbers::finite)
        .filter(number -> number.signum() > 0 && number.compareTo(maximum) <= 0)
        .orElse(BigDecimal.ZERO);
  }
}
